internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  func registerReferralQueries(in table: inout MethodTable) {
    registerQuery(
      ReferralServiceMethods.listReferrals, in: &table, role: \.context?.role, actor: \.actor,
      validate: ListReferrals.init(validating:agencyID:)
    ) { services, query async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "referrals")
      let name = "referrals of \(query.actor.agencyID) \(query.ownOnly ? query.actor.personID.description : "all")"
      let start = try services.pageStart(query.paging, for: name)
      do throws(ProjectionError) {
        let (entries, next) = try await services.referrals.list(
          agencyID: query.actor.agencyID.description, actorID: query.ownOnly ? query.actor.personID : nil,
          after: start.map { .init(receivedAt: $0.time, referralID: $0.id) }, limit: query.paging.size)
        return ListReferralsResponse(
          referrals: entries.map { ReferralEntry($0.document) },
          nextPageToken: services.pageToken(next.map { .init(time: $0.receivedAt, id: $0.referralID) }, for: name))
      } catch {
        throw Self.unavailable(error)
      }
    }
  }
}

extension ReferralEntry {
  fileprivate init(_ document: ReferralDocument) {
    let referral = document.referral
    self.init(
      referralID: referral.referralID, agencyReference: referral.agencyReference, occurredAt: referral.occurredAt,
      recordedAtUs: referral.recordedAtUs, childCount: UInt32(document.caseIDs.count), findings: document.findings)
  }
}
