internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import EventLog
internal import Projections
internal import RPC

extension HubServices {
  /// After so many events that do not concern a watcher, it is told how far it has come.
  private static let silentEventsMax: UInt64 = 4_096

  func registerWatch(in table: inout MethodTable) {
    table.registerServerStream(CaseServiceMethods.watchCases, whenGoingAway: .ended) { request, responses, context in
      let actor = try await readingActor(request.context, of: context)
      try await watch(from: try start(of: request), as: actor, responses) { () async throws(RPCError) in
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
    from position: UInt64, as actor: Actor, _ responses: ResponseWriter<CaseChange>,
    admit: () async throws(RPCError) -> Void
  ) async throws {
    try await responses.send(encoded: changes.mark(position))
    var reader = LogReader(feed, after: position, mayScan: false)
    var told = position
    while true {
      let events: [StoredEvent]
      do throws(LogStoreError) { events = try await reader.next() } catch { throw Self.unavailable(error) }
      // None only when the call was cancelled.
      guard !events.isEmpty else { return }
      try await admit()
      let messages = events.compactMap { event in changes.message(for: event).map { (event, $0) } }
      if let last = messages.last {
        let caseIDs = Set(messages.map(\.0.event.streamID))
        try await audit.record(
          actor, calling: CaseServiceMethods.watchCases.path, .answered, telling: Disclosure(naming: caseIDs))
        var admittedAt = now()
        for (_, message) in messages {
          // A reader that is slow takes long over a page.
          if now() - admittedAt > Self.admittedMicroseconds {
            try await admit()
            admittedAt = now()
          }
          try await responses.send(encoded: message)
        }
        told = last.0.position
      }
      if reader.position - told >= Self.silentEventsMax {
        try await responses.send(encoded: changes.mark(reader.position))
        told = reader.position
      }
    }
  }
}
