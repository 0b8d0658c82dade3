package import CairnDomain
internal import Cryptography
internal import EventLog
package import Identifiers

/// Tells which streams of cases and of referrals are not there for an actor, by what is on disk: closed to them, or nothing of
/// what their agency must have to do with.
package typealias ClosedStreams =
  @Sendable (
    _ streams: [StreamReference], _ actor: Actor, _ relationship: Permission.Relationship
  ) async throws(CommandError) -> Set<Identifier128>

extension CommandHandler {
  /// The streams that a command reads, as far as they are there for who sent it. For one that is not, another is read that never
  /// was: so it costs as much to be told of either, and whatever is remembered, that there is no such case.
  ///
  /// What is decided holds the case itself to it as well, as it may have been closed a moment ago.
  func present(
    _ reads: [StreamReference], to actor: Actor, for method: String
  ) async throws(CommandError) -> [StreamReference] {
    let closable = reads.filter { $0.kind == .case || $0.kind == .referral }
    guard !closable.isEmpty else { return reads }
    let closed = try await closed(closable, actor, actor.relationship(for: method))
    return reads.map { stream in
      guard closable.contains(stream), closed.contains(stream.id) else { return stream }
      return StreamReference(id: secrets.standIn(for: stream.id), kind: stream.kind)
    }
  }
}

extension CommandSecrets {
  /// An id that no case or referral has, the same for the same one.
  package func standIn(for id: Identifier128) -> Identifier128 {
    Identifier128(version8Of: digest.digest(Array("cairn stand-in for \(id)".utf8)))
  }
}
