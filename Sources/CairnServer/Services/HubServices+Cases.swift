internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Libpq
internal import Projections
internal import RPC

extension HubServices {
  func registerCaseQueries(in table: inout MethodTable) {
    registerReading(
      CaseServiceMethods.getCase, in: &table, context: \.context, actor: \.actor,
      asked: { Disclosure(naming: [$0.caseID]) }, validate: GetCase.init(validating:agencyID:)
    ) { services, query, relationship async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "cases", "referrals")
      return try await services.view(for: query, relationship)
    }
    registerReading(
      CaseServiceMethods.listCases, in: &table, context: \.context, actor: \.actor,
      validate: ListCases.init(validating:agencyID:)
    ) { services, query, relationship async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "cases", "referrals")
      return try await services.list(query, relationship)
    }
    registerReading(
      CaseServiceMethods.getTimeline, in: &table, context: \.context, actor: \.actor,
      asked: { Disclosure(naming: [$0.caseID]) }, validate: GetTimeline.init(validating:agencyID:)
    ) { services, query, relationship async throws(RPCError) in
      try await services.timeline(for: query, relationship)
    }
  }

  /// A case that is not there and one that the caller may not know of look alike.
  private func view(
    for query: GetCase, _ relationship: Permission.Relationship
  ) async throws(RPCError) -> Told<GetCaseResponse> {
    let caseID = query.caseID
    let filter = try await filter(for: query.actor)
    let found: (record: CaseRecord, incompleteSince: Int64?)?
    do throws(ProjectionError) { found = try await cases.record(of: caseID) } catch { throw Self.unavailable(error) }
    guard let found, case let access = found.record.document.access(of: query.actor, relationship, at: now()),
      access != .none
    else { throw RPCError(Rejection.caseUnknown) }
    var view = CaseView(found.record, token: versionToken(of: caseID, found.record.document))
    view.incompleteSinceUs = found.incompleteSince ?? 0
    // Whom else a record may be about is the hub's to find out.
    if filter.isOpen {
      view.matches = try await matches(of: [caseID], for: query.actor)[caseID, default: []]
        .map { CaseMatch(caseID: $0.caseID.description, matchedOn: $0.kinds) }
    }
    let contributors = view.contributors.union([found.record.document.agencyID])
    if !filter.isOpen { view.withhold(beyond: filter.sight(of: found.record.document.agencyID, with: access)) }
    return Told(
      response: GetCaseResponse(
        caseView: view, withheld: filter.withheld(from: CaseView.self, of: contributors, with: access)),
      disclosure: Disclosure(
        of: [caseID], in: CaseView.self, visible: contributors.map { filter.visible(of: $0, with: access) }))
  }

  private func list(
    _ query: ListCases, _ relationship: Permission.Relationship
  ) async throws(RPCError) -> Told<ListCasesResponse> {
    let filter = try await filter(for: query.actor)
    guard let listed = try await listed(query.filter, filter) else {
      return Told(response: ListCasesResponse(), disclosure: Disclosure())
    }
    let name = "cases by \(query.sort) of \(query.filter)"
    var start = try pageStart(query.paging, for: name).map { CaseQuery.Key(time: $0.time, caseID: $0.id) }
    var entries: [CaseQuery.Entry] = []
    // Whoever may not know of some cases gets pages that are as full as everybody's.
    while entries.count <= query.paging.size {
      let page: (entries: [CaseQuery.Entry], next: CaseQuery.Key?)
      do throws(ProjectionError) {
        page = try await cases.list(listed, by: query.sort, after: start, limit: query.paging.size + 1)
      } catch {
        throw Self.unavailable(error)
      }
      entries += page.entries.filter { $0.document.access(of: query.actor, relationship, at: now()) != .none }
      start = page.next
      if start == nil { break }
    }
    let shown = entries.prefix(query.paging.size)
    let next = entries.count > shown.count ? shown.last.map { PageToken(time: $0.time, id: $0.caseID) } : nil
    let matches = filter.isOpen ? try await matches(of: shown.map(\.caseID), for: query.actor) : [:]
    var disclosure = Disclosure()
    let lines = shown.map { entry in
      var line = caseEntry(
        entry.caseID, entry.document, findings: entry.findingCount, matches[entry.caseID, default: []])
      let access = entry.document.access(of: query.actor, relationship, at: now())
      let contributor = entry.document.agencyID
      if !filter.isOpen { line.withhold(beyond: filter.sight(of: contributor, with: access)) }
      disclosure.add([entry.caseID], in: CaseEntry.self, visible: [filter.visible(of: contributor, with: access)])
      return line
    }
    return Told(
      response: ListCasesResponse(cases: lines, nextPageToken: pageToken(next, for: name)), disclosure: disclosure)
  }

  /// What a list is filtered and sorted by, it tells: so only cases are listed of whose course everything may be seen; `nil` if
  /// there are none.
  private func listed(
    _ wanted: ListCases.Filter, _ filter: SharingFilter
  ) async throws(RPCError) -> ListCases.Filter? {
    guard !filter.isOpen else { return wanted }
    let registered: [Agency]
    do throws(PostgresError) { registered = try await agencies.list() } catch { throw Self.unavailable(error) }
    let seen = registered.map(\.agencyID).filter {
      filter.visible(of: $0, with: .standard).contains(.caseProgress)
        && (wanted.agencyIDs.isEmpty || wanted.agencyIDs.contains($0))
    }
    return seen.isEmpty ? nil : wanted.of(agencies: seen)
  }

  /// Cases that are possibly of the same child, as far as the actor may know of them.
  func matches(
    of caseIDs: [Identifier128], for actor: Actor
  ) async throws(RPCError) -> [Identifier128: [CaseQuery.Match]] {
    do throws(ProjectionError) {
      return try await cases.matches(of: caseIDs) { $0.access(of: actor, .none, at: now()) != .none }
    } catch {
      throw Self.unavailable(error)
    }
  }

  /// A line of a list.
  ///
  /// - Parameter findings: of the case and of the referral that opened it.
  func caseEntry(
    _ caseID: Identifier128, _ document: CaseDocument, findings: Int, _ matches: [CaseQuery.Match]
  ) -> CaseEntry {
    let next = document.clocks.next
    return CaseEntry(
      caseID: caseID.description, token: versionToken(of: caseID, document), referralID: document.referralID,
      agencyID: document.agencyID, status: document.status, rag: document.rag, childName: document.child?.name,
      dateOfBirth: document.child?.dateOfBirth ?? "", receivedAtUs: document.receivedAtUs,
      dueAtUs: next?.dueAtUs ?? 0, findingCount: UInt32(max(0, findings)), matchCount: UInt32(matches.count),
      nextClock: next?.kind ?? .unspecified, isOverdue: next.map { $0.dueAtUs < now() } ?? false)
  }

  /// Says nothing of the log's position: views are read as they stand.
  private func versionToken(of caseID: Identifier128, _ document: CaseDocument) -> String {
    StreamToken(streamID: caseID, version: document.streamVersion, position: 0).sealed(under: tokenSecret)
  }
}
