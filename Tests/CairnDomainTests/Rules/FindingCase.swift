import CairnMessages
import Testing

@testable import CairnDomain

/// A way to spoil the good referral of `Samples` so that exactly one rule is broken.
struct FindingCase: Sendable, CustomTestStringConvertible {
  let rule: Rule
  /// Path of the finding.
  let field: String
  /// The child that it goes to; `nil` for the referral.
  let child: Int?
  let spoil: @Sendable (inout Referral) -> Void

  init(_ rule: Rule, at field: String, child: Int? = nil, _ spoil: @escaping @Sendable (inout Referral) -> Void) {
    self.rule = rule
    self.field = field
    self.child = child
    self.spoil = spoil
  }

  var testDescription: String { "\(rule.number) at \(field)" }

  static let all = children + identifiers + statements + wholes + adults

  private static let children = [
    FindingCase(.birthOrExpectedDate, at: "children[0].date_of_birth", child: 0) { $0.children[0].dateOfBirth = "" },
    FindingCase(.birthOrExpectedDate, at: "children[1].date_of_birth", child: 1) {
      $0.children[1].dateOfBirth = "2026-11-01"
      $0.children[1].disabilities = ["NONE"]
    },
    FindingCase(.referralLongBeforeBirth, at: "children[1].expected_date_of_delivery", child: 1) {
      $0.children[1].expectedDateOfDelivery = "2027-08-31"
    },
    FindingCase(.sexCode, at: "children[0].sex", child: 0) { $0.children[0].sex = "f" },
    FindingCase(.sexCode, at: "children[1].sex", child: 1) { $0.children[1].sex = "" },
    FindingCase(.ethnicityCode, at: "children[0].ethnicity", child: 0) { $0.children[0].ethnicity = "" },
    FindingCase(.ethnicityCode, at: "children[0].ethnicity", child: 0) { $0.children[0].ethnicity = "XXXX" },
    FindingCase(.disabilityCode, at: "children[0].disabilities", child: 0) { $0.children[0].disabilities = [] },
    FindingCase(.disabilityCode, at: "children[0].disabilities[1]", child: 0) {
      $0.children[0].disabilities = ["LD", "XX"]
    },
    FindingCase(.noDisabilityStandsAlone, at: "children[0].disabilities", child: 0) {
      $0.children[0].disabilities = ["NONE", "LD"]
    },
    FindingCase(.unbornSex, at: "children[1].sex", child: 1) { $0.children[1].sex = "M" },
    FindingCase(.disabilityOnce, at: "children[0].disabilities[2]", child: 0) {
      $0.children[0].disabilities = ["LD", "AUT", "LD"]
    },
    FindingCase(.calendarDate, at: "children[0].date_of_birth", child: 0) { $0.children[0].dateOfBirth = "2019-02-29" },
    FindingCase(.calendarDate, at: "children[1].expected_date_of_delivery", child: 1) {
      $0.children[1].expectedDateOfDelivery = "in spring"
    },
    FindingCase(.childName, at: "children[0].name", child: 0) { $0.children[0].name = nil },
    FindingCase(.childName, at: "children[1].name", child: 1) { $0.children[1].name = PersonName(family: " ") },
    FindingCase(.birthAfterReferral, at: "children[0].date_of_birth", child: 0) {
      $0.children[0].dateOfBirth = "2026-11-24"
    },
    FindingCase(.adult, at: "children[0].date_of_birth", child: 0) { $0.children[0].dateOfBirth = "2008-11-23" },
    FindingCase(.postcodeForm, at: "children[0].addresses[0].postcode", child: 0) {
      $0.children[0].addresses[0].postcode = "nowhere"
    },
    FindingCase(.localAuthorityCode, at: "children[0].addresses[0].local_authority_gss", child: 0) {
      $0.children[0].addresses[0].localAuthorityGss = "E05000033"
    },
  ]

  private static let identifiers = [
    number(.nhsNumberForm, .nhsNumber, "12345"), number(.nhsNumberCheckDigit, .nhsNumber, "9434765871"),
    number(.upnLength, .upn, "B80120000500"), number(.upnCheckLetter, .upn, "A801200005001"),
    number(.upnLocalAuthority, .upn, "B8X1200005001"), number(.upnSerial, .upn, "B80120X005001"),
    number(.upnLastCharacter, .upn, "B80120000500S"), number(.pncForm, .pnc, "79/163001B"),
    number(.pncCheckLetter, .pnc, "2001/0171310S"), number(.identifierValue, .nhsNumber, " "),
    number(.identifierValue, .local, ""),
    FindingCase(.identifierScheme, at: "children[0].identifiers[0].scheme", child: 0) {
      $0.children[0].identifiers = [Identifier(scheme: .unrecognized(9), value: "1")]
    },
    FindingCase(.identifierScheme, at: "children[0].identifiers[0].scheme", child: 0) {
      $0.children[0].identifiers = [Identifier(value: "1")]
    },
    FindingCase(.identifierOfOneChild, at: "children[1].identifiers[0].value", child: 1) {
      $0.children[1].identifiers = [Identifier(scheme: .local, value: "p-77")]
    },
  ]

  private static func number(_ rule: Rule, _ scheme: IdentifierScheme, _ value: String) -> FindingCase {
    FindingCase(rule, at: "children[0].identifiers[0].value", child: 0) {
      $0.children[0].identifiers = [Identifier(scheme: scheme, value: value)]
    }
  }

  private static let statements = [
    FindingCase(.assertionKind, at: "statements[1].assertion") { $0.statements[1].assertion = .unspecified },
    FindingCase(.assertionKind, at: "statements[0].assertion", child: 0) {
      $0.statements[0].assertion = .unrecognized(9)
    },
    FindingCase(.statementText, at: "statements[3].text", child: 1) { $0.statements[3].text = " " },
    FindingCase(.statementSource, at: "statements[2].source") { $0.statements[2].source = "" },
    FindingCase(.statementCategory, at: "statements[0].category", child: 0) { $0.statements[0].category = "gossip" },
    FindingCase(.statementTimeGiven, at: "statements[1].observed_at") { $0.statements[1].observedAt = "" },
    FindingCase(.statementTimeGiven, at: "statements[1].recorded_at") { $0.statements[1].recordedAt = "" },
    FindingCase(.statementTimeReadable, at: "statements[1].observed_at") { $0.statements[1].observedAt = "at night" },
    FindingCase(.statementTimeReadable, at: "statements[1].recorded_at") { $0.statements[1].recordedAt = "2026" },
    FindingCase(.recordedAfterObserved, at: "statements[0].recorded_at", child: 0) {
      $0.statements[0].recordedAt = "2026-11-23T07:59:59+00:00"
    },
    FindingCase(.statementTimeNotInFuture, at: "statements[1].recorded_at") {
      $0.statements[1].recordedAt = "2026-11-23T10:05:01+00:00"
    },
  ]

  private static let wholes = [
    FindingCase(.primaryNeedGiven, at: "primary_need") { $0.primaryNeed = "" },
    FindingCase(.primaryNeedCode, at: "primary_need") { $0.primaryNeed = "N10" },
    FindingCase(.sourceCode, at: "source") { $0.source = "" },
    FindingCase(.sourceCode, at: "source") { $0.source = "5" },
    FindingCase(.narrativeGiven, at: "narrative") { $0.narrative = "\n" },
    FindingCase(.reporterGiven, at: "reporter") { $0.reporter = nil },
    FindingCase(.reporterGiven, at: "reporter") { $0.reporter = Reporter(name: PersonName(), email: "a@b") },
  ]

  private static let adults = [
    adult(.adultName, "name") { $0.name = PersonName(given: " ") },
    adult(.adultRelationship, "relationship") { $0.relationship = "" },
    adult(.adultSexCode, "sex") { $0.sex = "male" },
    adult(.calendarDate, "date_of_birth") { $0.dateOfBirth = "in the seventies" },
    adult(.nhsNumberCheckDigit, "identifiers[0].value") {
      $0.identifiers = [Identifier(scheme: .nhsNumber, value: "9434765871")]
    },
    adult(.postcodeForm, "addresses[0].postcode") { $0.addresses = [Address(postcode: "nowhere")] },
  ]

  private static func adult(
    _ rule: Rule, _ field: String, _ spoil: @escaping @Sendable (inout Adult) -> Void
  ) -> FindingCase {
    FindingCase(rule, at: "adults[0].\(field)") { referral in
      var adult = Adult(name: PersonName(given: "Kim", family: "Vale"), relationship: "mother")
      spoil(&adult)
      referral.adults = [adult]
    }
  }
}
