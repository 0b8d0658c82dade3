import CairnMessages
import Foundation
import Testing

@testable import CairnDomain
@testable import cairn

/// `examples/agreements/local-hub.json` is what people begin their own agreement with.
@Suite struct ExampleAgreementTests {
  private static func text() throws -> String {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: repository.appending(path: "examples/agreements/local-hub.json"), encoding: .utf8)
  }

  private static func example() throws -> Agreement {
    try JSONText.read(Agreement.self, from: JSONText.withoutCommentLines(text()), named: "local-hub.json")
  }

  @Test func itCanBeDrafted() throws {
    let request = DraftAgreementRequest(
      context: CommandContext(
        commandID: "019ab0c1-0000-7000-8000-000000000001", occurredAt: "2026-11-23T09:30:00+00:00",
        actingPerson: "019ab0c1-0000-4000-8000-0000000000aa", role: .dataProtectionOfficer,
        purpose: "child-safeguarding"), agreement: try Self.example())
    let command = try DraftAgreement(
      validating: request, from: Caller(agencyID: .hub, nowMicroseconds: 1_795_428_000_000_000))
    #expect(command.partyIDs.count == 5)
  }

  /// Nobody need guess what the silence of the matrix means: for each party in each role that the agreement gives something,
  /// it says of every category what is to happen, in one way.
  @Test func everyCategoryIsDecidedForEveryRole() throws {
    let agreement = try Self.example()
    let terms = AgreementTerms(agreement)
    #expect(Set(terms.capacities.map(\.role)).count == 8)
    for party in agreement.parties.map(\.agencyID) {
      for capacity in terms.capacities {
        let cells = agreement.matrix.filter { cell in
          (cell.recipients.isEmpty || cell.recipients.contains(party)) && cell.roles.contains(capacity.role)
            && cell.purposes.contains(capacity.purpose)
        }
        let isGivenNothing = cells.isEmpty
        var decided: [String: Set<CellDecision>] = [:]
        for cell in cells { for category in cell.categories { decided[category, default: []].insert(cell.decision) } }
        #expect(
          isGivenNothing || Set(decided.keys) == Set(DataCategory.allCases.map(\.rawValue)), "\(party) \(capacity)")
        #expect(decided.values.allSatisfy { $0.count == 1 }, "\(party) \(capacity)")
      }
    }
  }

  @Test func everyPurposeAndEveryPartyIsGivenSomething() throws {
    let agreement = try Self.example()
    let terms = AgreementTerms(agreement)
    #expect(Set(terms.capacities.map(\.purpose)) == Set(agreement.purposes))
    for party in agreement.parties.map(\.agencyID) {
      #expect(terms.capacities.contains { !terms.given(to: party, as: $0).allowed.isEmpty })
    }
  }

  @Test func itExplainsItself() throws {
    let lines = try Self.text().split(separator: "\n")
    let comments = lines.filter { $0.drop { $0 == " " }.hasPrefix("//") }
    #expect(comments.count >= 40)
    #expect(try Self.text().contains("@") && !Self.text().contains("SCREENING"))
  }
}

@Suite struct CommentLineTests {
  @Test func commentLinesAreLeftOutAndTheOthersKeepTheirNumbers() throws {
    let text = """
      // what it is
      {
        // the id
      \t// too
        "agreementId": "a//b",
        "titel": "x"
      }
      """
    let plain = JSONText.withoutCommentLines(text)
    #expect(plain.split(separator: "\n", omittingEmptySubsequences: false).count == 7)
    #expect(!plain.contains("// ") && plain.contains("a//b"))
    do {
      _ = try JSONText.read(Agreement.self, from: plain, named: "a.json")
      Issue.record("an unknown field is a fault")
    } catch {
      #expect(error.description.contains("title"))
    }
  }
}
