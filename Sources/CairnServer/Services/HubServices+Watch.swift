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

  /// How long a watcher is sent changes before it is asked again whether it still may have them, in microseconds.
  private static let admittedMicroseconds: Int64 = 1_000_000

  /// Sends every change behind a position until the watcher or the server goes.
  ///
  /// - Parameter admit: throws once the watcher may not go on. Whatever takes them off their register is in the log too, so
  ///   that a watcher for whom nothing else happens is found out as well.
  private func watch(
    from position: UInt64, as actor: Actor, calling call: CallContext, _ responses: ResponseWriter<CaseChange>,
    admit: () async throws(RPCError) -> Void
  ) async throws {
    try await responses.send(encoded: changes.mark(position))
    var reader = LogReader(feed, after: position, mayScan: false)
    var toldPosition = position
    while true {
      let events: [StoredEvent]
      do throws(LogStoreError) { events = try await reader.next() } catch { throw Self.unavailable(error) }
      // None only when the call was cancelled.
      guard !events.isEmpty else { return }
      try await admit()
      let told = try await told(events, to: actor)
      if let last = told.last {
        try await audit.record(
          actor, calling: call, .answered,
          telling: Disclosure(naming: Set(told.map(\.caseID))))
        var admittedAt = now()
        var closed: Set<Identifier128> = []
        for (_, caseID, message) in told {
          // A reader that is slow takes long over a page.
          if now() - admittedAt > Self.admittedMicroseconds {
            try await admit()
            admittedAt = now()
            closed = try await viewer(actor).closed
          }
          guard !closed.contains(caseID) else { continue }
          try await responses.send(encoded: message)
        }
        toldPosition = last.position
      }
      if reader.position - toldPosition >= Self.silentEventsMax {
        try await responses.send(encoded: changes.mark(reader.position))
        toldPosition = reader.position
      }
    }
  }

  private typealias ToldChange = (position: UInt64, caseID: Identifier128, message: [UInt8])

  /// What an actor is told of these events: the changes of cases that they may know of, and of whose course everything may be
  /// seen by them.
  private func told(_ events: [StoredEvent], to actor: Actor) async throws(RPCError) -> [ToldChange] {
    let changed = events.compactMap { event in
      CaseChangeKind(type: event.event.type).map { (event: event, kind: $0) }
    }
    guard let last = changed.last else { return [] }
    let viewer = try await viewer(actor)
    let known = changed.compactMap {
      event, kind -> (event: StoredEvent, kind: CaseChangeKind, caseID: Identifier128)? in
      let isOfSeals = kind == .sealed || kind == .sealReleased
      let caseID =
        isOfSeals ? viewer.protections.caseSealed(at: event.position, toldTo: actor) : event.event.streamID
      let spokenOf = [caseID, viewer.protections.otherCase(at: event.position)].compactMap(\.self)
      guard let caseID, !spokenOf.contains(where: viewer.isHidden) else { return nil }
      return (event, kind, caseID)
    }
    let seen = try await referrers(of: Set(known.map(\.caseID)), at: last.event.position, for: viewer)
    return known.compactMap { event, kind, caseID in
      let access = viewer.access(to: caseID)
      let isSeen = seen.map { referrers in
        [referrers[caseID], event.event.command.agencyID].allSatisfy { contributor in
          contributor.map { viewer.filter.visible(of: $0, with: access).contains(.caseProgress) } ?? false
        }
      }
      guard isSeen ?? true else { return nil }
      return (event.position, caseID, changes.message(for: event, kind, of: caseID))
    }
  }

  /// Whose referrals opened these cases; `nil` for who is shown everybody's.
  private func referrers(
    of caseIDs: Set<Identifier128>, at position: UInt64, for viewer: Viewer
  ) async throws(RPCError) -> [Identifier128: String]? {
    guard !viewer.filter.isOpen else { return nil }
    guard await waitForView("cases", position) else { throw Self.behind }
    do throws(ProjectionError) {
      return try await cases.documents(of: caseIDs).mapValues(\.agencyID)
    } catch {
      throw Self.unavailable(error)
    }
  }
}
