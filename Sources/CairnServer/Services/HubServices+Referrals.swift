internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  func registerReferralQueries(in table: inout MethodTable) {
    registerReading(
      ReferralServiceMethods.listReferrals, in: &table, context: \.context, actor: \.actor,
      validate: ListReferrals.init(validating:agencyID:)
    ) { services, query, _ async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "referrals", "cases")
      let viewer = try await services.viewer(query.actor)
      let name = "referrals of \(query.actor.agencyID) \(query.ownOnly ? query.actor.personID.description : "all")"
      let start = try services.pageStart(query.paging, for: name)
      do throws(ProjectionError) {
        let page = try await services.referrals.list(
          agencyID: query.actor.agencyID.description, actorID: query.ownOnly ? query.actor.personID : nil,
          after: start.map { .init(receivedAt: $0.time, referralID: $0.id) }, limit: query.paging.size)
        let (outcomes, lacksOutcomes) = try await services.outcomes(of: page.entries.map(\.document), for: viewer)
        let response = ListReferralsResponse(
          referrals: page.entries.map { ReferralEntry($0.document, outcomes: outcomes) },
          nextPageToken: services.pageToken(
            page.next.map { .init(time: $0.receivedAt, id: $0.referralID) }, for: name),
          isIncomplete: page.isIncomplete || lacksOutcomes)
        return Told(
          response: response,
          disclosure: Disclosure(
            of: page.entries.flatMap(\.document.caseIDs).filter { !viewer.isHidden($0) }.compactMap {
              Identifier128($0)
            },
            in: ReferralEntry.self, visible: [.all]))
      } catch {
        throw Self.unavailable(error)
      }
    }
  }
}

extension HubServices {
  /// What became of each child's case, by the case that the referral opened: of one that was joined to another, what became
  /// of that. Of one that is not there for who asks there is none.
  ///
  /// - Returns: also whether some are missing, because a case cannot be read.
  fileprivate func outcomes(
    of referrals: [ReferralDocument], for viewer: Viewer
  ) async throws(ProjectionError) -> (outcomes: [Identifier128: ReferralOutcome], isIncomplete: Bool) {
    let opened = try await cases.documents(of: Set(referrals.flatMap(\.caseIDs).compactMap { Identifier128($0) }))
    let joined = try await cases.documents(
      of: Set(opened.documents.values.compactMap { Identifier128($0.joinedIntoCaseID) }))
    let outcomes = Dictionary(
      uniqueKeysWithValues: opened.documents.map { caseID, document in
        guard !viewer.isHidden(caseID), !viewer.isHidden(document.joinedIntoCaseID) else {
          return (caseID, ReferralOutcome())
        }
        guard let standing = Identifier128(document.joinedIntoCaseID).flatMap({ joined.documents[$0] }) else {
          return (caseID, document.outcome(since: document.receivedAtUs))
        }
        let attachment = standing.attached.first { $0.caseID == caseID.description }
        return (caseID, standing.outcome(since: attachment?.recordedAtUs ?? document.receivedAtUs))
      })
    return (outcomes, !opened.unreadable.isEmpty || !joined.unreadable.isEmpty)
  }
}

extension ReferralEntry {
  fileprivate init(_ document: ReferralDocument, outcomes: [Identifier128: ReferralOutcome]) {
    let referral = document.referral
    self.init(
      referralID: referral.referralID, agencyReference: referral.agencyReference, occurredAt: referral.occurredAt,
      recordedAtUs: referral.recordedAtUs, childCount: UInt32(document.caseIDs.count), findings: document.findings,
      acknowledgedAt: document.acknowledgedAt, acknowledgement: document.acknowledgementMessage,
      outcomes: document.caseIDs.map { caseID in
        Identifier128(caseID).flatMap { outcomes[$0] } ?? ReferralOutcome()
      })
  }
}
