internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
package import EventLog
package import Identifiers

/// Opens what the log stores.
package struct EventOpener: Sendable {
  private let sealer: PartSealer
  private let keyRing: KeyRing
  private let recent: RecentEvents?

  /// An opener for one log.
  ///
  /// - Parameter recent: what was sealed in this process lately; `nil` to open everything.
  package init(logID: Identifier128, random: RandomSource, keyRing: KeyRing, recent: RecentEvents? = nil) {
    sealer = PartSealer(logID: logID, random: random)
    self.keyRing = keyRing
    self.recent = recent
  }

  /// The events, opened, in the same order. What cannot be read says so; the others are not held up by it.
  package func open(_ events: [StoredEvent]) async throws(LogStoreError) -> [OpenedEvent] {
    let known = recent?.entries(of: events) ?? [:]
    var keyIDs: Set<Identifier128> = []
    for event in events where known[event.event.eventID] == nil {
      for part in event.event.parts.dropFirst() { keyIDs.insert(part.keyID) }
    }
    let keys = try await keyRing.keys(keyIDs)
    return events.map { stored in
      guard let entry = known[stored.event.eventID] else { return open(stored, keys: keys) }
      return OpenedEvent(stored: stored, header: entry.header, content: .event(entry.event, key: entry.key))
    }
  }

  private func open(_ stored: StoredEvent, keys: [Identifier128: DataKey]) -> OpenedEvent {
    let sealed = stored.event
    guard
      let first = sealed.parts.first, first.keyID == .nil128,
      let header = try? decode(EventHeader.self, from: first.bytes)
    else {
      return OpenedEvent(
        stored: stored, header: EventHeader(), content: .unreadable(reason: "part 0 is no event header"))
    }
    return OpenedEvent(stored: stored, header: header, content: content(of: sealed, keys: keys))
  }

  private func content(of sealed: SealedEvent, keys: [Identifier128: DataKey]) -> OpenedEvent.Content {
    guard let type = EventType(rawValue: sealed.type), type.partKinds.count == sealed.parts.count - 1 else {
      return .unreadable(reason: "this version of Cairn knows no event \(sealed.type) of \(sealed.parts.count) parts")
    }
    guard let firstKey = keys[sealed.parts[1].keyID] else { return .erased }
    var opened: [CairnDomain.EventPart?] = []
    for (index, kind) in type.partKinds.enumerated() {
      let part = sealed.parts[index + 1]
      guard let key = keys[part.keyID] else {
        opened.append(nil)
        continue
      }
      guard let bytes = try? sealer.open(part, eventID: sealed.eventID, index: index + 1, under: key) else {
        return .unreadable(reason: "part \(index + 1) is not authentic")
      }
      guard let part = try? CairnDomain.EventPart(kind, bytes: bytes) else {
        return .unreadable(reason: "part \(index + 1) is no message of its kind")
      }
      opened.append(part)
    }
    guard let event = DomainEvent(type, parts: opened) else {
      return .unreadable(reason: "its parts make no event \(sealed.type)")
    }
    return .event(event, key: firstKey)
  }
}
