/// Whether a server wants to talk to a peer: asked when its connection begins, and again whenever that may have changed.
package struct PeerAdmission: Sendable {
  /// Why not, for a person; `nil` if it does. Runs on the event loops: it is quick and never waits.
  package let refusal: @Sendable (Peer) -> String?

  /// An admission by a rule.
  package init(refusal: @escaping @Sendable (Peer) -> String?) { self.refusal = refusal }

  /// Talks to everybody.
  package static let everybody = PeerAdmission { _ in nil }
}
