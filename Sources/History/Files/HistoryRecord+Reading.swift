internal import EventLog
internal import Identifiers

extension HistoryRecord {
  /// Reads a record from a line, without its line feed.
  init(line: [UInt8]) throws(LineFault) {
    var members = LineMembers()
    var scanner = LineScanner(line)
    try scanner.object { (name, scanner) throws(LineFault) in try members.read(name, from: &scanner) }
    try scanner.end()
    try self.init(members)
  }

  private init(_ members: LineMembers) throws(LineFault) {
    guard let name = members.step else { throw LineFault("\"step\" is missing") }
    guard let step = LineStep(rawValue: name) else {
      let names = LineStep.allCases.map(\.rawValue).joined(separator: ", ")
      throw LineFault("\"step\" is one of \(names)")
    }
    if let missing = step.required.subtracting(members.given).name {
      throw LineFault("\"\(missing)\" is missing: \(name) needs it")
    }
    if let foreign = members.given.subtracting(step.required.union(step.allowed)).name {
      throw LineFault("\(name) has no \"\(foreign)\"")
    }
    self.init(
      at: members.at, client: step.isSubscribers ? members.subscriber : members.client, step: try step.made(of: members)
    )
  }
}

/// The steps by name, and what each line must and may have.
private enum LineStep: String, CaseIterable {
  case invoke, ok, fail, info, subscribe, seen, read
  case caughtUp = "caught-up"

  var isSubscribers: Bool { self == .subscribe || self == .seen || self == .caughtUp }

  var required: LineMembers.Names {
    switch self {
    case .invoke: [.step, .at, .client, .agency, .command, .payload]
    case .ok: [.step, .at, .client, .agency, .command, .recorded]
    case .fail: [.step, .at, .client, .agency, .command, .status]
    case .info: [.step, .at, .client, .agency, .command]
    case .subscribe, .seen: [.step, .at, .subscriber]
    case .caughtUp: [.step, .at, .subscriber, .position]
    case .read: [.step, .at, .client, .stream, .version]
    }
  }

  var allowed: LineMembers.Names {
    switch self {
    case .invoke: [.streams, .events]
    case .info: [.status]
    case .subscribe: [.after, .types, .streams, .agencies]
    case .seen: [.position, .stream, .version, .agency, .command]
    case .read: [.after]
    case .ok, .fail, .caughtUp: []
    }
  }

  func made(of members: LineMembers) throws(LineFault) -> HistoryRecord.Step {
    let command = CommandKey(agencyID: members.agency, id: members.command)
    switch self {
    case .invoke:
      return .invoke(
        Invocation(
          command: command, payload: members.payload, streams: members.streams,
          events: members.given.contains(.events) ? try members.eventCount() : nil))
    case .ok: return .ok(command, recorded: members.recorded)
    case .fail: return .fail(command, status: members.status)
    case .info: return .info(command)
    case .subscribe:
      return .subscribe(
        after: members.after,
        scope: SubscriberScope(types: members.types, streams: members.streams, agencies: members.agencies))
    case .seen: return .seen(try members.sighting())
    case .caughtUp: return .caughtUp(position: members.position)
    case .read:
      return .read(
        stream: members.stream, version: members.version, after: members.given.contains(.after) ? members.after : nil)
    }
  }
}

extension LineMembers {
  fileprivate func eventCount() throws(LineFault) -> Int {
    guard let count = Int32(exactly: events) else { throw LineFault("\"events\" is too large") }
    return Int(count)
  }

  fileprivate func sighting() throws(LineFault) -> Sighting {
    guard given.contains(.position) || given.isSuperset(of: [.stream, .version]) else {
      throw LineFault("seen names a \"position\", or a \"stream\" and a \"version\"")
    }
    guard given.contains(.stream) == given.contains(.version), given.contains(.agency) == given.contains(.command)
    else {
      throw LineFault("seen has \"stream\" and \"version\" together, and \"agency\" and \"command\" together")
    }
    return Sighting(
      position: given.contains(.position) ? position : nil, stream: given.contains(.stream) ? stream : nil,
      version: given.contains(.version) ? version : nil,
      command: given.contains(.command) ? CommandKey(agencyID: agency, id: command) : nil)
  }
}
