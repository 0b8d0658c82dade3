internal import CairnCodec
internal import CairnDomain
package import Cryptography
package import EventLog
package import Identifiers

/// Opens what the log stores.
package struct EventOpener: Sendable {
  private let sealer: PartSealer
  private let keyRing: KeyRing

  /// An opener for one log.
  package init(logID: Identifier128, random: RandomSource, keyRing: KeyRing) {
    sealer = PartSealer(logID: logID, random: random)
    self.keyRing = keyRing
  }

  /// What becomes of events whose keys stand in a damaged block.
  package enum DamagedKeys: Sendable {
    /// None of the events is opened: for who decides by what they read, and must not take something for not being there.
    case refused
    /// They cannot be read, and say so.
    case unreadable
  }

  /// The events, opened, in the same order. What cannot be read says so; the others are not held up by it.
  ///
  /// - Throws: `.corrupt` for damaged keys, where they are refused.
  package func open(
    _ events: [StoredEvent], damagedKeys: DamagedKeys = .refused
  ) async throws(LogStoreError) -> [OpenedEvent] {
    var keyIDs: [Identifier128] = []
    for event in events where event.event.content == nil {
      for part in event.event.parts.dropFirst() { keyIDs.append(part.keyID) }
    }
    let keys = try await keyRing.find(keyIDs)
    if damagedKeys == .refused { try keys.undamaged() }
    return events.map { stored in
      guard let known = stored.event.content as? KnownContent else {
        return OpenedEvent(stored: stored, content: content(of: stored.event, keys: keys))
      }
      return OpenedEvent(stored: stored, content: .event(known.event, key: known.key))
    }
  }

  private func content(of sealed: SealedEvent, keys: FoundKeys) -> OpenedEvent.Content {
    guard sealed.parts.first?.keyID == .nil128 else { return .unreadable(reason: "part 0 is not in clear") }
    guard let type = EventType(rawValue: sealed.type), let kinds = type.partKinds(count: sealed.parts.count - 1) else {
      return .unreadable(reason: "this version of Cairn knows no event \(sealed.type) of \(sealed.parts.count) parts")
    }
    if let reason = sealed.parts.lazy.compactMap({ keys.damage(to: $0.keyID) }).first {
      return .unreadable(reason: reason)
    }
    guard let firstKey = keys[sealed.parts[1].keyID] else { return .erased }
    var opened: [CairnDomain.EventPart?] = []
    for (index, kind) in kinds.enumerated() {
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
