import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct AgreementQueryTests {
  @Test func aListIsReadWithItsPage() throws {
    let query = try ListAgreements(
      validating: ListAgreementsRequest(context: Samples.queryContext, reviewDueOnly: true, pageSize: 7),
      agencyID: .hub)
    #expect(query.reviewDueOnly && query.paging.size == 7)
    #expect(
      try faults { () throws(Rejection) in
        try ListAgreements(validating: ListAgreementsRequest(pageSize: 201), agencyID: .hub)
      } == ["context REQUIRED C-001", "page_size TOO_MANY C-008"])
  }

  @Test func anAgreementIsAskedForByItsIDAndVersion() throws {
    func read(_ id: String, _ version: UInt32) throws(Rejection) -> GetAgreement {
      try GetAgreement(
        validating: GetAgreementRequest(context: Samples.queryContext, agreementID: id, version: version),
        agencyID: .hub)
    }
    #expect(try read("kingsmere", 0).version == nil && read("kingsmere", 3).version == 3)
    #expect(try faults { () throws(Rejection) in try read("", 0) } == ["agreement_id REQUIRED C-001"])
    #expect(
      try faults { () throws(Rejection) in try read("K", 0) } == ["agreement_id MALFORMED_AGREEMENT_ID C-060"])
  }
}
