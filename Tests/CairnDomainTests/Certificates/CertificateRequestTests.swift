import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct CertificateRequestTests {
  private typealias Of = CertificateSamples

  private func faults(_ validate: () throws(Rejection) -> Void) throws -> [String] {
    try rejectionOf(validate).faults.map { "\($0.field) \($0.rule)" }
  }

  private func enrolmentFaults(
    signing: String? = nil, _ change: (inout EnrolSystemRequest) -> Void
  ) throws -> [String] {
    var request = Of.enrolment
    change(&request)
    return try faults { () throws(Rejection) in
      _ = try EnrolSystem(validating: request, signingRequestFault: signing, from: Samples.caller(.hub))
    }
  }

  private func revocationFaults(_ change: (inout RevokeCertificatesRequest) -> Void) throws -> [String] {
    var request = Of.revocation
    change(&request)
    return try faults { () throws(Rejection) in
      _ = try RevokeCertificates(validating: request, from: Samples.caller(.hub))
    }
  }

  @Test func whatIsAskedForIsReadWhole() throws {
    let command = try EnrolSystem(validating: Of.enrolment, signingRequestFault: nil, from: Samples.caller(.hub))
    #expect(command.agencyID == Samples.police && command.system.description == "records" && command.validDays == 30)
    var longer = Of.enrolment
    (longer.validDays, longer.agencyID) = (90, "hub")
    let hubs = try EnrolSystem(validating: longer, signingRequestFault: nil, from: Samples.caller(.hub))
    #expect(hubs.validDays == 90 && hubs.agencyID == .hub)
  }

  @Test func everyFaultIsNamedAtOnce() throws {
    let empty = try enrolmentFaults { $0 = EnrolSystemRequest() }
    #expect(empty == ["context C-001", "agency_id C-001", "system C-001", "signing_request C-001"])
    let wrong = try enrolmentFaults(signing: "it cannot be read") {
      ($0.agencyID, $0.system, $0.validDays) = ("M", "Records", 91)
    }
    #expect(wrong == ["agency_id C-010", "system C-081", "signing_request C-082", "valid_days C-083"])
    #expect(try revocationFaults { $0.reason = " " } == ["reason C-001"])
    #expect(try revocationFaults { $0.reason = String(repeating: "x", count: 201) } == ["reason C-007"])
    let list = ListCertificatesRequest(context: Samples.queryContext, agencyID: "M", pageSize: 201)
    #expect(
      try faults { () throws(Rejection) in _ = try ListCertificates(validating: list, agencyID: .hub) }
        == ["agency_id C-010", "page_size C-008"])
  }

  @Test(arguments: ["-a", "1a", "A", "a_b", String(repeating: "a", count: 41)])
  func rule_C_081_aSystemsNameHasItsForm(text: String) throws {
    #expect(try enrolmentFaults { $0.system = text } == ["system C-081"])
    #expect(SystemName("a-1") != nil && SystemName(String(repeating: "a", count: 40)) != nil)
  }

  @Test func rule_C_082_aSigningRequestIsForAKeyThatItsSenderHolds() throws {
    let fault = "it is not signed by the key that it is for"
    #expect(try enrolmentFaults(signing: fault) { _ in } == ["signing_request C-082"])
    let renewal = RenewCertificateRequest(context: Samples.context, signingRequest: [1])
    let presented = try #require(Of.register(Of.issued()).entries[Of.serial])
    #expect(
      try faults { () throws(Rejection) in
        _ = try RenewCertificate(
          validating: renewal, signingRequestFault: fault, presenting: presented, from: Samples.caller())
      } == ["signing_request C-082"])
  }

  @Test func rule_C_083_aCertificateIsShortLived() throws {
    #expect(try enrolmentFaults { $0.validDays = 91 } == ["valid_days C-083"])
    #expect(try enrolmentFaults { $0.validDays = .max } == ["valid_days C-083"])
  }

  @Test func rule_C_084_oneIsRevokedOrAllOfAnAgency() throws {
    #expect(try revocationFaults { $0.serial = "" } == ["serial C-084"])
    #expect(try revocationFaults { $0.all = true } == ["serial C-084"])
  }

  @Test(arguments: ["4a", String(repeating: "4A", count: 16), String(repeating: "4g", count: 16)])
  func rule_C_085_aSerialNumberHasItsForm(text: String) throws {
    #expect(try revocationFaults { $0.serial = text } == ["serial C-085"])
  }
}
