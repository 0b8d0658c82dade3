/// The state of one stream as a fold over its events: with `decide`, which each decider adds with parameters of its own,
/// the three functions of a decider.
package protocol Decider {
  /// What later decisions need to know of the stream, and nothing more.
  associatedtype State: Hashable, Sendable

  /// The state of a stream without events.
  static var initial: State { get }

  /// The state after one more event. Events of other streams leave it as it is.
  static func evolve(_ state: State, _ event: DomainEvent) -> State
}

extension Decider {
  /// The state after a list of events.
  package static func fold(_ state: State, _ events: some Sequence<DomainEvent>) -> State {
    events.reduce(state, evolve)
  }
}
