import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain
@testable import SampleReferrals

/// What the domain makes of a sample.
@Suite struct AcceptanceTests {
  @Test func everyReferralIsAcceptedAndOpensItsCases() throws {
    for request in Sample.large.requests {
      let command = try Sample.large.validated(request)
      let identifiers = ReferralIdentifiers(
        referralID: Identifier128(high: 1, low: 1), reporterID: Identifier128(high: 1, low: 2),
        children: (0..<UInt64(command.childCount)).map {
          .init(caseID: Identifier128(high: 2, low: $0), personID: Identifier128(high: 3, low: $0))
        })
      let decisions = try ReferralDecider.decide(command, identifiers: identifiers, ReferralDecider.initial)
      #expect(decisions.count == command.childCount + 1)
    }
  }

  @Test func aFewReferralsRaiseFindingsOfManyKinds() throws {
    let broken = try Sample.large.requests.map { try Sample.large.validated($0).brokenRules }.filter { !$0.isEmpty }
    #expect((60...150).contains(broken.count))
    #expect(Set(broken.joined()).count >= 12)
  }

  @Test func whatIsNotSpoiltHasNoFindings() throws {
    for request in Sample.unspoilt.requests {
      #expect(try Sample.unspoilt.validated(request).brokenRules == [])
    }
  }

  /// Each kind of fault is noticed, and the rule that notices it is the one that is meant.
  @Test(arguments: [
    (DataFault.nhsCheckDigit, "C-112"), (.nhsLength, "C-111"), (.upnCheckLetter, "1510"), (.upnLength, "C-113"),
    (.pncCheckLetter, "C-115"), (.sharedIdentifier, "C-118"), (.postcode, "C-121"), (.localAuthority, "C-122"),
    (.birthMissing, "8525Q"), (.birthImpossible, "C-101"), (.birthAhead, "C-103"), (.birthAndExpected, "8525Q"),
    (.grownUp, "C-104"), (.sex, "4180"), (.ethnicity, "4220"), (.disabilityMissing, "8540"),
    (.disabilityBesideNone, "8790"), (.assertionMissing, "C-131"), (.recordedBeforeObserved, "C-135"),
    (.observedMissing, "C-133"), (.timeUnreadable, "C-134"), (.statementSourceMissing, "C-137"),
    (.primaryNeedMissing, "C-143"), (.sourceUnknown, "8866"), (.narrativeMissing, "C-141"), (.reporterMissing, "C-142"),
  ])
  func everyKindOfFaultBecomesItsFinding(fault: DataFault, rule: String) throws {
    var spoilt = 0
    for request in Sample.large.requests where spoilt < 5 {
      guard try Sample.large.validated(request).brokenRules.isEmpty, var referral = request.referral,
        let day = request.day, fault.isPut(into: &referral, child: 0, onDay: day)
      else { continue }
      spoilt += 1
      let command = try Sample.large.validated(SubmitReferralRequest(context: request.context, referral: referral))
      #expect(Set(command.brokenRules) == [rule])
    }
    #expect(spoilt == 5)
  }

  @Test func nhsNumbersAreOfTheSyntheticRangeAndNearlyAllFit() throws {
    let children = Sample.large.referrals.flatMap(\.children)
    let numbers = children.flatMap(\.identifiers).filter { $0.scheme == .nhsNumber }.map(\.value)
    #expect(numbers.count > 3_000)
    #expect(numbers.allSatisfy { $0.hasPrefix("9") })
    let faulty = numbers.count { NHSNumber.fault(in: $0) != nil }
    #expect((1...40).contains(faulty))
  }
}

extension SubmitReferralRequest {
  /// The day on which it happened, since 1970-01-01.
  fileprivate var day: Int? {
    context.flatMap { Timestamp($0.occurredAt) }.map { Int($0.microseconds / 86_400_000_000) }
  }
}
