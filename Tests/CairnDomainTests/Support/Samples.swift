import CairnMessages
import Identifiers

@testable import CairnDomain

/// Requests and ids that are good, for tests to spoil. The people are invented, the numbers synthetic.
enum Samples {
  /// 2026-11-23T10:00:00Z.
  static let nowMicroseconds: Int64 = 1_795_428_000_000_000
  static let occurredAt = "2026-11-23T09:30:00+00:00"
  /// 2026-11-24T23:59:59.999999Z, the end of the working day after `nowMicroseconds`.
  static let endOfNextDay: Int64 = 1_795_564_799_999_999
  static let commandID = "019ab0c1-0000-7000-8000-000000000001"
  static let personID = "019ab0c1-0000-4000-8000-0000000000aa"

  static let police = AgencyID("met") ?? .hub

  static let context = CommandContext(
    commandID: commandID, occurredAt: occurredAt, actingPerson: personID, role: .referrer, purpose: "child-safeguarding"
  )

  static var queryContext: QueryContext {
    QueryContext(actingPerson: personID, role: .screener, purpose: "child-safeguarding")
  }

  static func caller(_ agencyID: AgencyID = police) -> Caller {
    Caller(agencyID: agencyID, nowMicroseconds: nowMicroseconds)
  }

  static func identifier(_ number: UInt64) -> Identifier128 {
    Identifier128(high: 0x019a_b0c1_0000_7000, low: 0x8000_0000_0000_0000 | number)
  }

  static func identifiers(childCount: Int, adultCount: Int = 0) -> ReferralIdentifiers {
    ReferralIdentifiers(
      referralID: identifier(1), reporterID: identifier(2),
      children: (0..<UInt64(childCount)).map { index in
        ReferralIdentifiers.Child(caseID: identifier(100 + index), personID: identifier(200 + index))
      }, adultIDs: (0..<UInt64(adultCount)).map { identifier(300 + $0) })
  }

  static var agencyRequest: RegisterAgencyRequest {
    RegisterAgencyRequest(
      context: context, agency: Agency(agencyID: "met", kind: .police, name: "Metropolitan Police"))
  }

  static var ragRequest: SetRagRequest {
    SetRagRequest(context: context, caseID: identifier(100).description, rag: .amber, rationale: "Seen by a neighbour.")
  }

  static var referralRequest: SubmitReferralRequest {
    SubmitReferralRequest(context: context, referral: referral)
  }

  /// Two siblings, one of them unborn, with nothing wrong.
  static var referral: Referral {
    Referral(
      children: [child, unbornChild],
      reporter: Reporter(name: PersonName(given: "Pat", family: "Quill"), capacity: "police constable"),
      source: "6", primaryNeed: "N1",
      statements: [
        statement("Bruising on the left arm.", observedAt: "2026-11-23T08:00:00+00:00", about: [0]),
        statement("The flat has no heating.", observedAt: "2026-11-22T21:00:00+00:00", about: []),
        statement("Both are afraid of a visitor.", observedAt: "2026-11-23T07:00:00+00:00", about: [0, 1]),
        statement("The pregnancy is not booked.", observedAt: "2026-11-21T08:00:00+00:00", about: [1]),
      ],
      narrative: "Called to the address at night.", agencyReference: "CAD 1234")
  }

  static var child: Child {
    Child(
      name: PersonName(given: "Robin", family: "Vale"), dateOfBirth: "2019-05-04", sex: "F", ethnicity: "WBRI",
      disabilities: ["NONE"],
      identifiers: [
        Identifier(scheme: .nhsNumber, value: "943 476 5870"), Identifier(scheme: .upn, value: "B801200005001"),
        Identifier(scheme: .pnc, value: "1979/0163001B"), Identifier(scheme: .local, value: "P-77"),
      ],
      addresses: [
        Address(lines: ["1 Example Road"], postcode: "SW1A 1AA", localAuthorityGss: "E09000033")
      ],
      school: "St Mary's")
  }

  static var unbornChild: Child {
    Child(
      name: PersonName(given: "", family: "Vale"), expectedDateOfDelivery: "2027-03-01", sex: "U", ethnicity: "NOBT")
  }

  static func statement(_ text: String, observedAt: String, about children: [UInt32]) -> Statement {
    Statement(
      assertion: .observed, text: text, source: "officer on the spot", observedAt: observedAt,
      recordedAt: "2026-11-23T09:00:00+00:00", aboutChildren: children)
  }
}
