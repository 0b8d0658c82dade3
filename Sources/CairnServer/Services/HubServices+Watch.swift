internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import EventLog
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  /// After so many events that do not concern a watcher, it is told how far it has come.
  private static let silentEventsMax: UInt64 = 4_096

  func registerWatch(in table: inout MethodTable) {
    table.registerServerStream(CaseServiceMethods.watchCases, whenGoingAway: .ended) { request, responses, context in
      let actor = try await readingActor(request.context, of: context)
      try await watch(from: try start(of: request), as: actor, calling: context, responses) {
        () async throws(RPCError) in
        _ = try await admitReader(request.context, of: context)
      }
    }
  }

  private func start(of request: WatchCasesRequest) throws(RPCError) -> UInt64 {
    guard !request.resumeToken.isEmpty else { return request.fromBeginning ? 0 : feed.durablePosition }
    guard let token = WatchToken(request.resumeToken, sealedUnder: tokenSecret) else {
      throw RPCError(
        .invalidArgument, "resume_token is no token of this hub's: take it from a message of a watch",
        details: [
          .badRequest([
            FieldViolation(field: "resume_token", description: "is no token of this hub", reason: "TOKEN_UNKNOWN")
          ])
        ])
    }
    return token.position
  }

  /// For how long what a watcher may be told holds before it is looked up again, in microseconds.
  private static let lookUpMicroseconds: Int64 = 1_000_000

  /// Sends every change behind a position until the watcher or the server goes.
  ///
  /// - Parameter admit: throws once the watcher may not go on. Whatever takes them off their register is in the log too, so
  ///   that a watcher for whom nothing else happens is found out as well.
  private func watch(
    from position: UInt64, as actor: Actor, calling call: CallContext, _ responses: ResponseWriter<CaseChange>,
    admit: () async throws(RPCError) -> Void
  ) async throws {
    try await responses.send(encoded: changes.mark(position))
    var reader = LogReader(feed, after: position, appetite: .small)
    var toldPosition = position
    while !Task.isCancelled {
      await reader.waitForMore()
      var read: [CaseEvent] = []
      var page = try await watchers.inside { () -> Page? in
        read = try await nextChanges(&reader)
        try await admit()
        guard try await isShown(read, to: actor) else { return nil }
        return try await self.page(of: read, to: actor, calling: call)
      }
      if case .some(nil) = page {
        // For the view is waited where nobody waits for this watcher.
        guard await waitForView("cases", read.last?.position ?? 0) else { throw Self.behind }
        page = try await watchers.inside { try await self.page(of: read, to: actor, calling: call) }
      }
      guard var (told, lookedUpAt) = page ?? nil else { return }
      if let last = told.last {
        while let next = told.first {
          // A reader that is slow takes long over a page.
          if now() - lookedUpAt > Self.lookUpMicroseconds {
            try await admit()
            let rest = told.map(\.event)
            guard let still = try await watchers.inside({ try await self.told(rest, to: actor)[...] }) else { return }
            (told, lookedUpAt) = (still, now())
            continue
          }
          try await responses.send(encoded: next.message)
          told.removeFirst()
        }
        toldPosition = last.event.position
      }
      if reader.position - toldPosition >= Self.silentEventsMax {
        try await responses.send(encoded: changes.mark(reader.position))
        toldPosition = reader.position
      }
    }
  }

  /// The changes of cases among the next events. The events themselves, which may be large, are let go here: a watcher may take
  /// long to read what it is told of them.
  private func nextChanges(_ reader: inout LogReader) async throws(RPCError) -> [CaseEvent] {
    do throws(LogStoreError) {
      return try await reader.next().compactMap(CaseEvent.init)
    } catch {
      throw Self.unavailable(error)
    }
  }

  /// Whether the view by which it is decided what an actor is told of these events shows them.
  private func isShown(_ events: [CaseEvent], to actor: Actor) async throws(RPCError) -> Bool {
    guard let last = events.last, !viewShows("cases", last.position) else { return true }
    return try await viewer(actor).filter.isOpen
  }

  private typealias Page = (told: ArraySlice<ToldChange>, lookedUpAt: Int64)

  /// What an actor is told of these events, once that is on record.
  private func page(
    of events: [CaseEvent], to actor: Actor, calling call: CallContext
  ) async throws(RPCError) -> Page {
    let lookedUpAt = now()
    let told = try await told(events, to: actor)
    if !told.isEmpty {
      try await audit.record(
        actor, calling: call, .answered, telling: Disclosure(naming: Set(told.map(\.caseID))))
    }
    return (told[...], lookedUpAt)
  }

  private typealias ToldChange = (event: CaseEvent, caseID: Identifier128, message: [UInt8])

  /// What an actor is told of these events: the changes of cases that they may know of, and of whose course everything may be
  /// seen by them.
  private func told(_ events: [CaseEvent], to actor: Actor) async throws(RPCError) -> [ToldChange] {
    guard let last = events.last else { return [] }
    let viewer = try await viewer(actor)
    let known = events.compactMap { event -> (event: CaseEvent, caseID: Identifier128)? in
      let caseID =
        event.isOfSeals ? viewer.protections.caseSealed(at: event.position, toldTo: actor) : event.streamID
      let spokenOf = [caseID, viewer.protections.otherCase(at: event.position)].compactMap(\.self)
      guard let caseID, !spokenOf.contains(where: viewer.isHidden) else { return nil }
      return (event, caseID)
    }
    let seen = try await referrers(of: Set(known.map(\.caseID)), at: last.position, for: viewer)
    return known.compactMap { event, caseID in
      let access = viewer.access(to: caseID)
      let isSeen = seen.map { referrers in
        [referrers[caseID], event.agencyID].allSatisfy { contributor in
          contributor.map { viewer.filter.visible(of: $0, with: access).contains(.caseProgress) } ?? false
        }
      }
      guard isSeen ?? true else { return nil }
      return (event, caseID, changes.message(for: event, of: caseID))
    }
  }

  /// Whose referrals opened these cases; `nil` for who is shown everybody's.
  private func referrers(
    of caseIDs: Set<Identifier128>, at position: UInt64, for viewer: Viewer
  ) async throws(RPCError) -> [Identifier128: String]? {
    guard !viewer.filter.isOpen else { return nil }
    guard viewShows("cases", position) else { throw Self.behind }
    do throws(ProjectionError) {
      let found = try await cases.documents(of: caseIDs)
      // Of a case that cannot be read now nothing may be missed: who watches does not come back for it.
      let unread = try await cases.referrers(of: Array(found.unreadable.keys))
      return found.documents.mapValues(\.agencyID).merging(unread) { own, _ in own }
    } catch {
      throw Self.unavailable(error)
    }
  }
}
