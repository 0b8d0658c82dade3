import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct SubmitReferralResponseTests {
  let receipt = Receipt(
    streams: [StreamReceipt(streamID: "r"), StreamReceipt(streamID: "c0"), StreamReceipt(streamID: "c1")],
    recordedAtUs: 5)

  @Test func theAnswerIsReadFromTheEventsInWhateverOrder() throws {
    var request = Samples.referralRequest
    request.referral?.narrative = ""
    request.referral?.children[0].sex = ""
    request.referral?.children[1].sex = ""
    let command = try SubmitReferral(validating: request, from: Samples.caller())
    let events = try ReferralDecider.decide(
      command, identifiers: Samples.identifiers(childCount: 2), .notReceived
    ).flatMap(\.events).map(\.event)
    let response = SubmitReferralResponse(receipt: receipt, events: events)
    #expect(response.receipt == receipt)
    #expect(response.referralID == "r" && response.caseIDs == ["c0", "c1"])
    #expect(response.findings.map(\.field) == ["narrative", "children[0].sex", "children[1].sex"])
    #expect(SubmitReferralResponse(receipt: receipt, events: events.reversed()) == response)
  }

  @Test func whatIsErasedIsLeftOut() {
    let response = SubmitReferralResponse(receipt: receipt, events: [])
    #expect(response.referralID == "r" && response.caseIDs == ["c0", "c1"] && response.findings.isEmpty)
  }
}
