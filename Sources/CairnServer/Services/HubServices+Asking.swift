internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Projections
internal import RPC

/// An answer, and what it tells of whom.
struct Told<Response: Sendable>: Sendable {
  let response: Response
  let disclosure: Disclosure
}

extension HubServices {
  /// Adds a query that tells of nobody: who asks is found out, what they ask is read and held to the table of permissions,
  /// then it is answered.
  ///
  /// - Parameters:
  ///   - concerned: the agency that the query is about, if it is about one.
  ///   - answer: is told what the actor's agency must have to do with what it is shown.
  func registerQuery<Request: WireMessage, Response: WireMessage, Query: Sendable>(
    _ method: Method<Request, Response>, in table: inout MethodTable,
    context: @escaping @Sendable (Request) -> QueryContext?, actor: @escaping @Sendable (Query) -> Actor,
    concerning concerned: @escaping @Sendable (Query) -> AgencyID? = { _ in nil },
    validate: @escaping @Sendable (Request, AgencyID) throws(Rejection) -> Query,
    answer: @escaping @Sendable (HubServices, Query, Permission.Relationship) async throws(RPCError) -> Response
  ) {
    table.register(method) { request, call in
      let agencyID = try await admit(context(request), of: call)
      let query: Query
      do throws(Rejection) { query = try validate(request, agencyID) } catch { throw RPCError(error) }
      let relationship = try await authorise(actor(query), method: call.method, concerning: concerned(query))
      return try await answer(self, query, relationship)
    }
  }

  /// Adds a query that tells of people: as ``registerQuery``, and what it tells is on record before it leaves. So is who was
  /// refused, and what was asked for in vain.
  ///
  /// - Parameters:
  ///   - concerned: the agency that the query is about, if it is about one.
  ///   - asked: of whom the query asks by name.
  ///   - answer: is told what the actor's agency must have to do with each case that it is shown.
  func registerReading<Request: WireMessage, Response: WireMessage, Query: Sendable>(
    _ method: Method<Request, Response>, in table: inout MethodTable,
    context: @escaping @Sendable (Request) -> QueryContext?, actor: @escaping @Sendable (Query) -> Actor,
    concerning concerned: @escaping @Sendable (Query) -> AgencyID? = { _ in nil },
    asked: @escaping @Sendable (Query) -> Disclosure = { _ in Disclosure() },
    validate: @escaping @Sendable (Request, AgencyID) throws(Rejection) -> Query,
    answer:
      @escaping @Sendable (HubServices, Query, Permission.Relationship) async throws(RPCError) -> Told<Response>
  ) {
    table.register(method) { request, call in
      let agencyID = try await admitReader(context(request), of: call)
      let query: Query
      do throws(Rejection) { query = try validate(request, agencyID) } catch { throw RPCError(error) }
      let actor = actor(query)
      let told: Told<Response>
      do throws(RPCError) {
        let relationship = try await authorise(actor, method: call.method, concerning: concerned(query))
        told = try await settled { () async throws(RPCError) in try await answer(self, query, relationship) }
      } catch {
        try await recordRefusal(error, of: actor, calling: call, asking: asked(query))
        throw error
      }
      try await audit.record(actor, calling: call, .answered, telling: told.disclosure)
      return told.response
    }
  }

  /// An answer during which nobody was excluded and nothing was sealed: what it was read from is then as old as that.
  private func settled<Answer>(_ answer: () async throws(RPCError) -> Answer) async throws(RPCError) -> Answer {
    for _ in 0..<Self.answersMax {
      let revision = try await protections().revision
      let found = try await answer()
      if try await protections().revision == revision { return found }
    }
    throw Self.behind
  }

  /// How often an answer is looked for while grants and seals change.
  private static let answersMax = 8

  /// Has on record who was refused what, unless it was for a reason that tells nobody anything.
  func recordRefusal(
    _ error: RPCError, of actor: Actor, calling call: CallContext, asking asked: Disclosure
  ) async throws(RPCError) {
    let reason = error.errorInfo?.reason ?? ""
    switch error.code {
    case .notFound: try await audit.record(actor, calling: call, .notFound, reason: reason, telling: asked)
    case .permissionDenied: try await audit.record(actor, calling: call, .refused, reason: reason, telling: asked)
    default: break
    }
  }

  /// Where the page begins; `nil` for the first.
  func pageStart(_ paging: Paging, for query: String) throws(RPCError) -> PageToken? {
    guard !paging.token.isEmpty else { return nil }
    guard let start = PageToken(paging.token, sealedUnder: tokenSecret, for: query) else {
      throw RPCError(Rejection.pageTokenUnknown)
    }
    return start
  }

  /// The token of the page that begins there; empty if there is none.
  func pageToken(_ start: PageToken?, for query: String) -> String {
    start?.sealed(under: tokenSecret, for: query) ?? ""
  }

  static func unavailable(_ cause: any Error) -> RPCError {
    RPCError(
      .unavailable, "the hub's database does not answer: ask again in a moment",
      details: [.retryInfo(milliseconds: 1_000)],
      cause: cause)
  }
}
