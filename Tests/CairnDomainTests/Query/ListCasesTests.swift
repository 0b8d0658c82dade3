import CairnDomain
import CairnMessages
import Testing

@Suite struct ListCasesTests {
  private static let context = QueryContext(
    actingPerson: "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", role: .screener, purpose: "child-safeguarding")

  private func faults(_ request: ListCasesRequest) -> [String] {
    let rejection = #expect(throws: Rejection.self) { try ListCases(validating: request, agencyID: .hub) }
    return rejection?.faults.map(\.field) ?? []
  }

  @Test func aBareRequestIsTheFirstPageOfAllByDue() throws {
    let query = try ListCases(validating: ListCasesRequest(context: Self.context), agencyID: .hub)
    #expect(query.sort == .due)
    #expect(query.paging.size == Paging.sizeDefault && query.paging.token.isEmpty)
    #expect(query.filter.statuses.isEmpty && query.filter.rags.isEmpty && query.filter.agencyIDs.isEmpty)
    #expect(query.filter.dueBeforeMicroseconds == nil && !query.filter.withFindings)
  }

  @Test func everyFaultIsNamedAtOnce() {
    let request = ListCasesRequest(
      statuses: [.triaged, .unspecified, .unrecognized(99)], rags: [.unspecified, .unrecognized(9)],
      agencyIDs: ["met", "Not An Id"], sort: .unrecognized(7), pageSize: 201)
    #expect(
      faults(request) == [
        "context", "page_size", "statuses[1]", "statuses[2]", "rags[1]", "agency_ids[1]", "sort",
      ])
  }

  @Test func aFilterHasALimit() {
    var request = ListCasesRequest(context: Self.context)
    request.rags = [Rag](repeating: .red, count: 101)
    #expect(faults(request) == ["rags"])
  }
}
