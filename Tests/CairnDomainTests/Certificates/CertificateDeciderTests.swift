import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct CertificateDeciderTests {
  private static let registered = AgencyDecider.evolve(
    AgencyDecider.initial, .agencyRegistered(AgencyRegistered(agency: Agency(agencyID: "met", kind: .police))))

  private typealias Of = CertificateSamples

  private func enrol(
    _ state: CertificateRegister, _ offer: CertificateOffer = Of.offer(),
    agency: AgencyDecider.State = CertificateDeciderTests.registered
  ) throws(Rejection) -> [StreamDecision] {
    let command = try EnrolSystem(validating: Of.enrolment, signingRequestFault: nil, from: Samples.caller(.hub))
    return try CertificateDecider.decide(command, giving: offer, agency: agency, on: Of.stream, state)
  }

  @Test func theFirstCertificateOfAnAgencyComesWithItsAuthority() throws {
    let outcome = Given(CertificateDecider.self).when { state throws(Rejection) in try enrol(state) }
    try outcome.then([(Of.stream, [Of.authority(), Of.issued()])])
    let decision = try #require(try outcome.result.get().first)
    #expect(decision.kind == .certificates)
    let scope = DataKeyScope(subject: Of.stream, caseID: Of.stream)
    #expect(decision.events.map { $0.parts.map(\.scope) } == [[scope], [scope]])
  }

  @Test func furtherOnesComeAloneUntilTheAuthorityIsAnother() throws {
    let serial = String(repeating: "4b", count: 16)
    let known = Given(CertificateDecider.self, Of.authority(), Of.issued())
    try known.when { state throws(Rejection) in try enrol(state, Of.offer(serial)) }
      .then([(Of.stream, [Of.issued(serial)])])
    try known.when { state throws(Rejection) in try enrol(state, Of.offer(serial, authority: 5)) }
      .then([(Of.stream, [Of.authority(5), Of.issued(serial, authority: 5)])])
  }

  @Test func anAgencyThatNobodyKnowsGetsNone() {
    Given(CertificateDecider.self).when { state throws(Rejection) in try enrol(state, agency: AgencyDecider.initial) }
      .thenRejected(.preconditionFailed, "AGENCY_NOT_REGISTERED")
  }

  @Test func anAgencyHasALimitOfThoseThatStand() throws {
    var full = Of.register(Of.authority())
    for number in 0..<Limits.certificatesMax { full.fold(Of.issued("\(number)")) }
    #expect(try rejectionOf { () throws(Rejection) in try enrol(full) }.reason == "TOO_MANY_CERTIFICATES")
    // One that is revoked makes room.
    full.fold(Of.revoked("0"))
    #expect(try enrol(full).count == 1)
  }

  @Test func aSystemRenewsWhatStands() throws {
    let serial = String(repeating: "4b", count: 16)
    let register = Of.register(Of.authority(), Of.issued())
    let presented = try #require(register.entries[Of.serial])
    func renew(_ state: CertificateRegister, at now: Int64 = Of.now) throws(Rejection) -> [StreamDecision] {
      let command = try RenewCertificate(
        validating: RenewCertificateRequest(context: Samples.context, signingRequest: [1]), signingRequestFault: nil,
        presenting: presented, from: Caller(agencyID: Samples.police, nowMicroseconds: now))
      return try CertificateDecider.decide(command, giving: Of.offer(serial), on: Of.stream, state)
    }
    #expect(try renew(register)[0].events.map(\.event) == [Of.issued(serial)])
    let revoked = Of.register(Of.authority(), Of.issued(), Of.revoked())
    #expect(try rejectionOf { () throws(Rejection) in try renew(revoked) }.reason == "CERTIFICATE_REVOKED")
    #expect(
      try rejectionOf { () throws(Rejection) in try renew(register, at: Of.now + 30 * Of.day) }.reason
        == "CERTIFICATE_EXPIRED")
    #expect(try rejectionOf { () throws(Rejection) in try renew(Of.register()) }.reason == "CERTIFICATE_UNKNOWN")
  }

  private func revoke(
    _ state: CertificateRegister, _ change: (inout RevokeCertificatesRequest) -> Void = { _ in }
  ) throws(Rejection) -> [DomainEvent] {
    var request = Of.revocation
    change(&request)
    let command = try RevokeCertificates(validating: request, from: Samples.caller(.hub))
    return try CertificateDecider.decide(command, on: Of.stream, state)[0].events.map(\.event)
  }

  @Test func oneIsRevokedOrAllThatStand() throws {
    let other = String(repeating: "4b", count: 16)
    let foreign = String(repeating: "4c", count: 16)
    let register = Of.register(
      Of.authority(), Of.authority(2, of: "st-marys"), Of.issued(), Of.issued(other),
      Of.issued(foreign, agency: "st-marys", authority: 2))
    #expect(try revoke(register) == [Of.revoked()])
    func all(_ request: inout RevokeCertificatesRequest) { (request.serial, request.all) = ("", true) }
    #expect(try revoke(register, all) == [Of.revoked(), Of.revoked(other)])
    // Another agency's, and one that is revoked already, are none that could be.
    let unknown = "CERTIFICATE_UNKNOWN"
    #expect(try rejectionOf { () throws(Rejection) in try revoke(register) { $0.serial = foreign } }.reason == unknown)
    let revoked = Of.register(Of.authority(), Of.issued(), Of.revoked())
    #expect(try rejectionOf { () throws(Rejection) in try revoke(revoked) }.reason == unknown)
    #expect(try rejectionOf { () throws(Rejection) in try revoke(revoked, all) }.reason == unknown)
  }
}
