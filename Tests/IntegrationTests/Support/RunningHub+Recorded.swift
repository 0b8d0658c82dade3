import CairnDomain
import CairnMessages
import EventCoding
import EventLog
import Foundation
import Identifiers

/// One event of a command, in a form that is the same in every hub that was sent the command: the ids that each hub
/// draws for itself are numbered in the order in which the command's events name them.
struct RecordedEvent: Hashable, Sendable {
  let type: String
  let version: UInt64
  let actorID: Identifier128
  /// Of the whole command; `nil` on every event but its first.
  let eventCount: Int?
  /// Part 0, as it is stored.
  let header: [UInt8]
  let stream: String
  let content: DomainEvent
}

extension RunningHub {
  /// What each command of an agency recorded, in order: read past the server, and opened with the hub's own keys.
  func recordedCommands(of agencyID: String) async throws -> [Identifier128: [RecordedEvent]] {
    var commands: [Identifier128: NumberedCommand] = [:]
    let keyFile = directory.appending(path: "keys/key-encryption-key").path
    for opened in try await scratch.openedEvents(keyFile: keyFile)
    where opened.stored.event.command.agencyID == agencyID {
      try commands[opened.stored.event.command.id, default: NumberedCommand()].append(opened)
    }
    return commands.mapValues(\.events)
  }
}

private struct NotReadable: Error {
  let position: UInt64
}

/// The events of one command, and the numbers of the ids in them.
private struct NumberedCommand {
  private(set) var events: [RecordedEvent] = []
  private var numbers: [String: String] = [:]

  mutating func append(_ opened: OpenedEvent) throws {
    let sealed = opened.stored.event
    guard let event = opened.event else { throw NotReadable(position: opened.stored.position) }
    let stream = number(sealed.streamID.description)
    let content = numbered(event)
    events.append(
      RecordedEvent(
        type: sealed.type, version: sealed.version, actorID: sealed.actorID,
        eventCount: sealed.commandMark?.eventCount, header: sealed.parts[0].bytes, stream: stream, content: content))
  }

  private mutating func numbered(_ event: DomainEvent) -> DomainEvent {
    switch event {
    case .referralReceived(var received, let reporter):
      var children = received.children
      for index in children.indices {
        children[index].caseID = number(children[index].caseID)
        children[index].personID = number(children[index].personID)
      }
      received.children = children
      // What is due counts from the server's clock.
      received.acknowledgementDueAtUs = 0
      return .referralReceived(received, reporter: reporter)
    case .caseOpened(var opened):
      opened.referralID = number(opened.referralID)
      opened.personID = number(opened.personID)
      (opened.clocksStartedAtUs, opened.informationDueAtUs, opened.decisionDueAtUs) = (0, 0, 0)
      return .caseOpened(opened)
    default: return event
    }
  }

  private mutating func number(_ id: String) -> String {
    if let known = numbers[id] { return known }
    let number = "\(numbers.count + 1)"
    numbers[id] = number
    return number
  }
}
