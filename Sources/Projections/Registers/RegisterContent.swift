package import CairnDomain
package import Identifiers

/// What a register holds: a fold over the events of some types, on whatever streams they stand.
package protocol RegisterContent: Sendable {
  /// As logs and errors name it, in the plural.
  static var name: String { get }

  /// The events that it folds.
  static var types: Set<EventType> { get }

  /// Takes in one more event.
  mutating func fold(_ event: DomainEvent, on stream: Identifier128, at position: UInt64)

  /// An event of a stream cannot be taken in.
  ///
  /// - Parameters:
  ///   - type: `nil` if it is not known.
  ///   - isErased: its key was erased, with that of the whole stream.
  mutating func leaveOut(_ stream: Identifier128, type: EventType?, isErased: Bool)
}
