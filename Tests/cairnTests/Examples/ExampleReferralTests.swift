import CairnMessages
import Foundation
import Testing

@testable import CairnDomain
@testable import cairn

/// `examples/referral.json` is what the README tells people to send first.
@Suite struct ExampleReferralTests {
  private static func example() throws -> Referral {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: repository.appending(path: "examples/referral.json"), encoding: .utf8)
    return try JSONText.read(Referral.self, from: text, named: "examples/referral.json")
  }

  @Test func fillsEveryFieldOfAReferral() throws {
    let referral = try Self.example()
    #expect(referral.children.count == 2)
    #expect(Set(referral.statements.map(\.assertion)).count == 5)
    #expect(referral.statements.allSatisfy { !$0.observedAt.isEmpty && !$0.recordedAt.isEmpty })
    #expect(!referral.narrative.isEmpty && !referral.agencyReference.isEmpty && referral.reporter != nil)
  }

  @Test func isAcceptedWithoutAFinding() throws {
    let request = SubmitReferralRequest(
      context: CommandContext(
        commandID: "019ab0c1-0000-7000-8000-000000000001", occurredAt: "2026-01-15T00:30:00+00:00",
        actingPerson: "019ab0c1-0000-4000-8000-0000000000aa", role: .referrer, purpose: "child-safeguarding"),
      referral: try Self.example())
    let caller = Caller(agencyID: try #require(AgencyID("met")), nowMicroseconds: 1_768_437_060_000_000)
    let command = try SubmitReferral(validating: request, from: caller)
    #expect(command.findings.ofReferral.isEmpty)
    #expect(command.findings.ofChildren == [[], []])
  }
}
