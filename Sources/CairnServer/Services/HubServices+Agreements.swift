internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  func registerAgreementQueries(in table: inout MethodTable) {
    registerQuery(
      AgreementServiceMethods.listAgreements, in: &table, context: \.context, actor: \.actor,
      validate: ListAgreements.init(validating:agencyID:)
    ) { services, query, relationship async throws(RPCError) in
      try await services.waitToRead(query.afterToken)
      return try await services.list(query, relationship)
    }
    registerQuery(
      AgreementServiceMethods.getAgreement, in: &table, context: \.context, actor: \.actor,
      validate: GetAgreement.init(validating:agencyID:)
    ) { services, query, relationship async throws(RPCError) in
      try await services.waitToRead(query.afterToken)
      let stream = AgreementStream.id(of: query.agreementID)
      let record = try await services.held { $0[stream] }
      guard
        let view = record?.view(
          ofVersion: query.version, visibleTo: relationship.viewer(query.actor), on: services.today)
      else { throw RPCError(Rejection.agreementUnknown) }
      return view
    }
  }

  /// What is to be reviewed first stands first.
  private func list(
    _ query: ListAgreements, _ relationship: Permission.Relationship
  ) async throws(RPCError) -> ListAgreementsResponse {
    let viewer = relationship.viewer(query.actor)
    let name = "agreements of \(viewer?.description ?? "all")\(query.reviewDueOnly ? " to be reviewed" : "")"
    let start = try pageStart(query.paging, for: name)
    let records = try await held { $0.records }
    let today = today
    var lines: [(place: PageToken, entry: AgreementEntry)] = []
    for (stream, record) in records {
      guard let entry = record.entry(visibleTo: viewer, on: today), entry.isReviewDue || !query.reviewDueOnly
      else { continue }
      let reviewDay = CivilDate(entry.reviewBy)?.daysSinceEpoch ?? 0
      lines.append((PageToken(time: Int64(reviewDay), id: stream), entry))
    }
    lines.sort { $0.place < $1.place }
    if let start { lines.removeAll { $0.place <= start } }
    let page = lines.prefix(query.paging.size)
    return ListAgreementsResponse(
      agreements: page.map(\.entry),
      nextPageToken: pageToken(page.count < lines.count ? page.last?.place : nil, for: name))
  }

  /// The day in London.
  var today: CivilDate {
    guard let today = LondonTime.date(atMicroseconds: now()) else {
      preconditionFailure("the server's clock stands outside the calendar")
    }
    return today
  }

  private func held<Value: Sendable>(
    _ read: @Sendable (HeldAgreements) -> Value
  ) async throws(RPCError) -> Value {
    do throws(CancellationError) {
      return try await agreements.read { read($0) }
    } catch {
      throw RPCError(.cancelled, "the call ended before the agreements were read")
    }
  }
}

extension Permission.Relationship {
  /// Whose versions of agreements are shown; `nil` for all of them.
  fileprivate func viewer(_ actor: Actor) -> AgencyID? {
    self == .none ? nil : actor.agencyID
  }
}
