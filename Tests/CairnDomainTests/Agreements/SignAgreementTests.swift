import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct SignAgreementTests {
  private let key = [UInt8](repeating: 7, count: 32)

  private func sign(
    as agencyID: AgencyID = Samples.police, keyOnRecord: [UInt8]? = [UInt8](repeating: 7, count: 32),
    verifies: Bool = true, _ state: AgreementDecider.State,
    _ change: (inout SignAgreementRequest) -> Void = { _ in }
  ) throws(Rejection) -> [StreamDecision] {
    var request = Samples.signRequest
    change(&request)
    return try AgreementDecider.decide(
      SignAgreement(validating: request, from: Samples.caller(agencyID)), stream: Samples.agreementStream,
      keyOnRecord: keyOnRecord, state, verifies: { _, _, _ in verifies })
  }

  @Test func aPartySigns() throws {
    try Given(AgreementDecider.self, Samples.drafted(), Samples.signed("hub")).when { state throws(Rejection) in
      try sign(state)
    }.then([(Samples.agreementStream, [Samples.signed("met")])])
  }

  @Test func whatIsVerifiedIsTheVersionUnderTheKeyOnRecord() throws {
    var seen: [(signature: [UInt8], agreement: Agreement, key: [UInt8])] = []
    let state = AgreementDecider.fold(
      AgreementDecider.initial, [Samples.drafted(), Samples.drafted(version: 2) { $0.title = "second" }])
    var request = Samples.signRequest
    request.version = 2
    _ = try AgreementDecider.decide(
      SignAgreement(validating: request, from: Samples.caller()), stream: Samples.agreementStream, keyOnRecord: key,
      state
    ) { signature, agreement, publicKey in
      seen.append((signature, agreement, publicKey))
      return true
    }
    #expect(seen.count == 1 && seen[0].signature == request.signature && seen[0].key == key)
    #expect(seen[0].agreement.version == 2 && seen[0].agreement.title == "second")
  }

  @Test func whoIsNoPartyLearnsNothing() {
    let school = AgencyID("school") ?? .hub
    for outcome in [
      Given(AgreementDecider.self, Samples.drafted()).when { state throws(Rejection) in try sign(as: school, state) },
      Given(AgreementDecider.self).when { state throws(Rejection) in try sign(as: school, state) },
      Given(AgreementDecider.self, Samples.drafted()).when { state throws(Rejection) in
        try sign(state) { $0.version = 2 }
      },
    ] {
      outcome.thenRejected(.notFound, "AGREEMENT_UNKNOWN")
    }
  }

  @Test func rule_C_263_onlyTheLastVersionIsSigned() {
    Given(AgreementDecider.self, Samples.drafted(), Samples.drafted(version: 2)).when { state throws(Rejection) in
      try sign(state)
    }.thenRejected(.preconditionFailed, "VERSION_REPLACED")
  }

  @Test func rule_C_264_aPartySignsOnce() {
    Given(AgreementDecider.self, Samples.drafted(), Samples.signed("met")).when { state throws(Rejection) in
      try sign(state)
    }.thenRejected(.preconditionFailed, "SIGNED_ALREADY")
  }

  @Test func rule_C_265_whoSignsHasAKey() {
    Given(AgreementDecider.self, Samples.drafted()).when { state throws(Rejection) in
      try sign(keyOnRecord: nil, state)
    }.thenRejected(.preconditionFailed, "SIGNING_KEY_MISSING")
  }

  @Test func rule_C_266_theKeyIsTheOneOnRecord() {
    Given(AgreementDecider.self, Samples.drafted()).when { state throws(Rejection) in
      try sign(keyOnRecord: [UInt8](repeating: 8, count: 32), state)
    }.thenRejected(.preconditionFailed, "SIGNING_KEY_OTHER")
  }

  @Test func rule_C_267_theSignatureVerifies() {
    Given(AgreementDecider.self, Samples.drafted()).when { state throws(Rejection) in
      try sign(verifies: false, state)
    }.thenRejected(.preconditionFailed, "SIGNATURE_WRONG")
  }

  @Test func rule_C_262_nothingIsDoneWithWhatHasEnded() throws {
    Given(AgreementDecider.self, Samples.drafted(), Samples.ended).when { state throws(Rejection) in try sign(state) }
      .thenRejected(.preconditionFailed, "AGREEMENT_ENDED")
    let draft = try DraftAgreement(validating: Samples.draftRequest, from: Samples.caller(.hub))
    Given(AgreementDecider.self, Samples.drafted(), Samples.ended).when { state throws(Rejection) in
      try AgreementDecider.decide(
        draft, stream: Samples.agreementStream, registered: [true, true, true], state)
    }.thenRejected(.preconditionFailed, "AGREEMENT_ENDED")
  }

  @Test func rule_C_074_aKeyHasItsLength() throws {
    #expect(
      try faults { () throws(Rejection) in
        try sign(.notDrafted) { $0.publicKey = [1] }
      } == ["public_key MALFORMED_KEY C-074"])
  }

  @Test func rule_C_075_aSignatureHasItsLength() throws {
    #expect(
      try faults { () throws(Rejection) in
        try sign(.notDrafted) { $0.signature = [1] }
      } == ["signature MALFORMED_SIGNATURE C-075"])
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    #expect(
      try faults { () throws(Rejection) in
        try sign(.notDrafted) { $0 = SignAgreementRequest(context: $0.context) }
      } == ["agreement_id", "version", "public_key", "signature"].map { "\($0) REQUIRED C-001" })
  }
}
