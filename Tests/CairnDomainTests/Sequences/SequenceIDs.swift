import CairnMessages
import Identifiers

@testable import CairnDomain

/// The small world: three referrals, the first of two siblings; so four cases; and four agencies, the last unknown.
enum SequenceIDs {
  static let childrenOfReferrals = [2, 1, 1]
  static let caseCount = 4
  static let agencies = ["hub", "met", "health", "nobody"].compactMap(AgencyID.init)
  static let registered = 3

  static let caseTexts = (0..<caseCount).map { childCase($0).description }

  static func referral(_ number: Int) -> Identifier128 { Samples.identifier(1_000 + UInt64(number)) }
  static func childCase(_ number: Int) -> Identifier128 { Samples.identifier(2_000 + UInt64(number)) }
  static func person(_ number: Int) -> Identifier128 { Samples.identifier(3_000 + UInt64(number)) }
  static func grant(_ number: Int) -> Identifier128 { Samples.identifier(6_000 + UInt64(number)) }
  /// Of people who act: the first stands for nobody in particular, the second for the manager who commands.
  static func actingPerson(_ number: Int) -> String {
    ["", Samples.personID, Samples.identifier(701).description][number]
  }
  static func request(_ number: Int) -> Identifier128 { Samples.identifier(5_000 + UInt64(number)) }

  /// The numbers of a referral's cases.
  static func cases(of referral: Int) -> Range<Int> {
    let first = childrenOfReferrals.prefix(referral).reduce(0, +)
    return first..<first + childrenOfReferrals[referral]
  }

  static func caseNumber(_ id: Identifier128) -> Int? { (0..<caseCount).first { childCase($0) == id } }
  static func referralNumber(_ id: Identifier128) -> Int? {
    childrenOfReferrals.indices.first { referral($0) == id }
  }

  static func identifiers(of referral: Int) -> ReferralIdentifiers {
    ReferralIdentifiers(
      referralID: self.referral(referral), reporterID: Samples.identifier(4_000 + UInt64(referral)),
      children: cases(of: referral).map { .init(caseID: childCase($0), personID: person($0)) })
  }
}
