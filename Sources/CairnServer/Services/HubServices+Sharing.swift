internal import CairnDomain
internal import Projections
internal import RPC

extension HubServices {
  /// What an actor is shown, under the agreements as they stand now.
  func filter(for actor: Actor) async throws(RPCError) -> SharingFilter {
    SharingFilter(for: actor, under: try await policy())
  }

  /// What the agreements say as they stand now.
  func policy() async throws(RPCError) -> SharingPolicy {
    do throws(CancellationError) {
      return try await agreements.policy(on: today)
    } catch {
      throw RPCError(.cancelled, "the call ended before the agreements were read")
    }
  }
}
