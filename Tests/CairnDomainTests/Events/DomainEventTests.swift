import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct DomainEventTests {
  let received = ReferralReceived(narrative: "x")
  let reporter = ReferralReporter(reporter: Reporter(capacity: "y"))

  @Test func theNamesInTheLogAreForEver() {
    #expect(
      EventType.allCases.map(\.rawValue) == [
        "cairn.v1.AgencyRegistered", "cairn.v1.ReferralReceived", "cairn.v1.CaseOpened", "cairn.v1.RagChanged",
      ])
    #expect(EventType.allCases.map(\.schemaVersion) == [1, 1, 1, 1])
    #expect(EventType.referralReceived.partKinds == [.referralReceived, .referralReporter])
  }

  @Test func anEventIsPutTogetherFromItsParts() {
    #expect(
      DomainEvent(.referralReceived, parts: [.referralReceived(received), .referralReporter(reporter)])
        == .referralReceived(received, reporter: reporter))
    #expect(DomainEvent(.caseOpened, parts: [.caseOpened(CaseOpened(childIndex: 3))])?.type == .caseOpened)
    #expect(DomainEvent(.ragChanged, parts: [.ragChanged(RagChanged(rag: .red))])?.type == .ragChanged)
    #expect(DomainEvent(.agencyRegistered, parts: [.agencyRegistered(AgencyRegistered())])?.type == .agencyRegistered)
  }

  @Test func anErasedReporterLeavesTheReferral() {
    #expect(
      DomainEvent(.referralReceived, parts: [.referralReceived(received), nil])
        == .referralReceived(received, reporter: nil))
  }

  @Test func anErasedFirstPartLeavesNoEvent() {
    #expect(DomainEvent(.referralReceived, parts: [nil, .referralReporter(reporter)]) == nil)
    #expect(DomainEvent(.caseOpened, parts: [nil]) == nil)
  }

  @Test func partsOfAnotherTypeMakeNoEvent() {
    #expect(DomainEvent(.caseOpened, parts: [.ragChanged(RagChanged())]) == nil)
    #expect(DomainEvent(.referralReceived, parts: [.referralReceived(received)]) == nil)
    #expect(DomainEvent(.referralReceived, parts: [.referralReceived(received), .caseOpened(CaseOpened())]) == nil)
    #expect(DomainEvent(.caseOpened, parts: []) == nil)
  }
}
