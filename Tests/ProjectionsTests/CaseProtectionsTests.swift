import CairnDomain
import CairnMessages
import Identifiers
import Testing

@testable import Projections

@Suite struct CaseProtectionsTests {
  private let standing = Identifier128(high: 1, low: 1)
  private let ended = Identifier128(high: 1, low: 2)

  /// The two events of one joining, each on the stream of one of the cases.
  private enum Side: CaseIterable { case standing, ended }

  private func protections(knowing sides: [Side]) -> CaseProtections {
    var protections = CaseProtections()
    for (index, side) in sides.enumerated() {
      let position = UInt64(index + 1)
      switch side {
      case .standing:
        protections.fold(
          .referralAttached(ReferralAttached(joinedCaseID: ended.description)), on: standing, at: position)
      case .ended:
        protections.fold(.caseJoined(CaseJoined(intoCaseID: standing.description)), on: ended, at: position)
      }
    }
    return protections
  }

  @Test(arguments: [[Side.standing], [.ended], [.standing, .ended], [.ended, .standing]])
  private func casesAreOneWhicheverStreamSaysSo(_ sides: [Side]) {
    let protections = protections(knowing: sides)
    #expect(protections.group(of: standing) == [standing, ended])
    #expect(protections.group(of: ended) == [standing, ended])
    #expect(protections.revision == UInt64(sides.count))
  }

  @Test func eitherEventSpeaksOfTheOtherCase() {
    let protections = protections(knowing: Side.allCases)
    #expect(protections.otherCase(at: 1) == ended)
    #expect(protections.otherCase(at: 2) == standing)
  }

  @Test func oneIsClosedWithTheOtherThoughItsOwnEndCannotBeRead() throws {
    var protections = protections(knowing: [.standing])
    protections.leaveOut(standing, type: .caseSealed, isErased: false)
    let context = QueryContext(
      actingPerson: Identifier128(high: 5, low: 5).description, role: .screener, purpose: "child-safeguarding")
    let stranger = try Actor(validating: context, agencyID: try #require(AgencyID("school")))
    #expect(protections.close(ended, to: stranger, at: 0))
    #expect(protections.closed(to: stranger, at: 0) == [standing, ended])
  }
}
