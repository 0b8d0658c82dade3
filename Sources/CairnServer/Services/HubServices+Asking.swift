internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import RPC

extension HubServices {
  /// Adds a query: who asks is found out, what they ask is read and held to the table of permissions, then it is answered.
  ///
  /// - Parameter answer: is told what the actor's agency must have to do with each case that it is shown.
  func registerQuery<Request: WireMessage, Response: WireMessage, Query: Sendable>(
    _ method: Method<Request, Response>, in table: inout MethodTable,
    role: @escaping @Sendable (Request) -> Role?, actor: @escaping @Sendable (Query) -> Actor,
    validate: @escaping @Sendable (Request, AgencyID) throws(Rejection) -> Query,
    answer: @escaping @Sendable (HubServices, Query, Permission.Relationship) async throws(RPCError) -> Response
  ) {
    table.register(method) { request, context in
      let agencyID = try callers.agency(of: context, actingAs: role(request))
      let query: Query
      do throws(Rejection) { query = try validate(request, agencyID) } catch { throw RPCError(error) }
      let relationship = try await authorise(actor(query), method: context.method)
      return try await answer(self, query, relationship)
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
