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
    ) { services, query, _ async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "cases", "referrals")
      return try await services.list(query)
    }
    registerReading(
      CaseServiceMethods.getTimeline, in: &table, context: \.context, actor: \.actor,
      asked: { Disclosure(naming: [$0.caseID]) }, validate: GetTimeline.init(validating:agencyID:)
    ) { services, query, relationship async throws(RPCError) in
      try await services.timeline(for: query, relationship)
    }
  }

  /// A case that is not there and one that the caller may not know of look alike, and cost the same: in place of the one that
  /// is closed to them another is read that is not there.
  private func view(
    for query: GetCase, _ relationship: Permission.Relationship
  ) async throws(RPCError) -> Told<GetCaseResponse> {
    let caseID = query.caseID
    let viewer = try await viewer(query.actor)
    let isRelated = try await isRelated(viewer, to: caseID, relationship)
    let access = viewer.access(to: caseID, isRelated: isRelated)
    let found: (record: CaseRecord, incompleteSince: Int64?)?
    do throws(ProjectionError) {
      found = try await cases.record(
        of: access == .none ? commands.secrets.standIn(for: caseID) : caseID, except: viewer.closed)
    } catch {
      throw Self.unavailable(error)
    }
    guard let found else { throw RPCError(Rejection.caseUnknown) }
    let document = found.record.document
    let joined = document.attached.compactMap { Identifier128($0.caseID) }
    var view = CaseView(found.record, token: versionToken(of: caseID, document))
    view.incompleteSinceUs = found.incompleteSince ?? 0
    view.seals = try await seals(in: [caseID] + joined, document.seals, for: viewer)
    view.leaveOut(viewer.isHidden)
    view.markSilent(at: now())
    view.sharingDecisions.removeAll { !viewer.sees($0, with: access) }
    view.withholdFindings(of: access.sealed)
    let filter = viewer.filter
    // Whom else a record may be about is the hub's to find out.
    if filter.isOpen {
      view.matches = try await matches(of: [caseID], for: viewer)[caseID, default: []]
        .map { CaseMatch(caseID: $0.caseID.description, matchedOn: $0.kinds) }
    }
    let contributors = view.contributors.union([document.agencyID])
    if !filter.showsAll(with: access) { view.withhold(beyond: filter.sight(of: document.agencyID, with: access)) }
    return Told(
      response: GetCaseResponse(
        caseView: view, withheld: filter.withheld(from: CaseView.self, of: contributors, with: access)),
      disclosure: Disclosure(
        of: [caseID], in: CaseView.self, visible: contributors.map { filter.visible(of: $0, with: access) },
        under: filter.agreements(with: contributors)))
  }

  private func list(_ query: ListCases) async throws(RPCError) -> Told<ListCasesResponse> {
    let viewer = try await viewer(query.actor)
    let filter = viewer.filter
    guard let listed = try await listed(query.filter, filter) else {
      return Told(response: ListCasesResponse(), disclosure: Disclosure())
    }
    let name = "cases by \(query.sort) of \(query.filter)"
    let start = try pageStart(query.paging, for: name).map { CaseQuery.Key(time: $0.time, caseID: $0.id) }
    let page: CaseQuery.Page
    do throws(ProjectionError) {
      page = try await cases.list(
        listed, except: viewer.closed, by: query.sort, at: now(), after: start, limit: query.paging.size)
    } catch {
      throw Self.unavailable(error)
    }
    let matches = filter.isOpen ? try await matches(of: page.entries.map(\.caseID), for: viewer) : [:]
    var disclosure = Disclosure()
    var lines: [CaseEntry] = []
    for entry in page.entries {
      let access = viewer.access(to: entry.caseID)
      let findings = try await findings(entry.findingCount, of: entry.caseID, for: viewer, with: access)
      guard access != .none, findings > 0 || !query.filter.withFindings else { continue }
      var line = caseEntry(entry.caseID, entry.document, findings: findings, matches[entry.caseID, default: []])
      let contributor = entry.document.agencyID
      if !filter.showsAll(with: access) { line.withhold(beyond: filter.sight(of: contributor, with: access)) }
      disclosure.add([entry.caseID], in: CaseEntry.self, visible: [filter.visible(of: contributor, with: access)])
      disclosure.add(under: filter.agreements(with: [contributor]))
      lines.append(line)
    }
    return Told(
      response: ListCasesResponse(
        cases: lines, nextPageToken: pageToken(page.next.map { .init(time: $0.time, id: $0.caseID) }, for: name),
        isIncomplete: page.isIncomplete),
      disclosure: disclosure)
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

  /// Cases that are possibly of the same child, as far as somebody may know of them.
  func matches(
    of caseIDs: [Identifier128], for viewer: Viewer
  ) async throws(RPCError) -> [Identifier128: [CaseQuery.Match]] {
    do throws(ProjectionError) {
      return try await cases.matches(of: caseIDs, except: viewer.hiddenMatches)
        .mapValues { $0.filter { !viewer.isHidden($0.caseID) } }
    } catch {
      throw Self.unavailable(error)
    }
  }

  /// How many of the findings of a case and its referral may be told: not those about what is sealed.
  func findings(
    _ count: Int, of caseID: Identifier128, for viewer: Viewer, with access: CaseAccess
  ) async throws(RPCError) -> Int {
    guard !access.sealed.isEmpty else { return count }
    let found: (record: CaseRecord, incompleteSince: Int64?)?
    do throws(ProjectionError) {
      found = try await cases.record(of: caseID, except: viewer.closed)
    } catch {
      throw Self.unavailable(error)
    }
    return found.map { CaseView($0.record, token: "").findings.count { !$0.isOf(access.sealed) } } ?? 0
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
