internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import RPC

extension HubServices {
  /// The agency that calls, once whoever acts for it is found on its staff register as it stands: before anything else of the
  /// request is looked at.
  ///
  /// - Throws: UNAUTHENTICATED or PERMISSION_DENIED; INVALID_ARGUMENT if the request does not say who acts.
  func admit(_ context: (some ActingContext)?, of call: CallContext) async throws(RPCError) -> AgencyID {
    let proven = try callers.agency(of: call, actingAs: context?.role)
    guard proven.isHeldToRegister else { return proven.agencyID }
    let register = try await staff(of: proven.agencyID)
    do throws(Rejection) {
      try register.hold(Actor(validating: context, agencyID: proven.agencyID), atMicroseconds: now())
    } catch {
      throw RPCError(error)
    }
    return proven.agencyID
  }

  /// As ``admit``, for a query that tells of people: who is not on the register is on record as refused.
  func admitReader(_ context: QueryContext?, of call: CallContext) async throws(RPCError) -> AgencyID {
    do throws(RPCError) {
      return try await admit(context, of: call)
    } catch {
      let proven = try callers.agency(of: call, actingAs: context?.role)
      if let actor = try? Actor(validating: context, agencyID: proven.agencyID) {
        try await recordRefusal(error, of: actor, calling: call, asking: Disclosure())
      }
      throw error
    }
  }

  /// An agency's staff register as it stands.
  func staff(of agencyID: AgencyID) async throws(RPCError) -> StaffRegister {
    do throws(CommandError) {
      return try await commands.staff(of: agencyID)
    } catch {
      throw Self.unavailable(error)
    }
  }
}
