package import CairnMessages
package import Identifiers

/// A case as later decisions need to know it, and nothing more.
package struct OpenedCase: Hashable, Sendable {
  /// The child, as the subject of the case's key.
  package let person: Identifier128
  /// The referral that opened it.
  package let referralID: Identifier128
  /// The day on which its referral happened; `nil` if that cannot be read.
  let referredOn: CivilDate?
  /// The day on which it was last begun: of its referral, or of its reopening; `nil` if that cannot be read.
  var begunOn: CivilDate?
  /// The rating that stands; unspecified while nobody has rated it.
  package internal(set) var rag = Rag.unspecified
  package internal(set) var status = CaseStatus.received
  package internal(set) var clocks = CaseClocks()
  /// When the clocks that count from the referral began, in microseconds since 1970-01-01T00:00:00Z.
  var clocksStartedAt: Int64
  var requests: [Request] = []
  var links: [Link] = []
  /// Who was given access to it, and whether it is sealed as a whole.
  package internal(set) var protection = CaseProtection()
  /// How often an agency decided to share or to withhold.
  var sharingDecisionCount = 0
  /// Whether another case was joined to it.
  var hasAttached = false
  /// Whether it was decided on, ended and begun anew.
  var wasReopened = false
  /// What is wrong with the data about the child, and not resolved.
  var openFindings: [FindingName]

  /// A request for information.
  struct Request: Hashable, Sendable {
    let id: String
    let agencyID: String
    var progress = Progress.open

    enum Progress: Hashable, Sendable {
      case open
      case answered
      /// The case ended before an answer came.
      case lapsed
    }
  }

  struct Link: Hashable, Sendable {
    let caseID: String
    let relation: CaseRelation
  }

  /// `nil` for an event that only a damaged log holds. Its case then takes no command, and no other case is touched.
  init?(_ opened: CaseOpened) {
    guard let person = Identifier128(opened.personID) else { return nil }
    self.person = person
    referralID = Identifier128(opened.referralID) ?? .nil128
    referredOn = CivilDate(happenedAt: opened.occurredAt)
    begunOn = referredOn
    clocksStartedAt = opened.clocksStartedAtUs
    openFindings = opened.findings.map(FindingName.init)
  }
}

extension OpenedCase {
  /// Whether it was given to the agency of who sent a command: it was asked about the child, or given access to the case. To know
  /// that there is a case is less than that, and so is a glass that one broke oneself.
  func isGiven(to context: DecisionContext) -> Bool {
    let actor = context.actor
    if requests.contains(where: { $0.agencyID == actor.agencyID.description }) { return true }
    let now = context.recordedAtMicroseconds
    return protection.grants.all.contains { grant in
      [.standard, .specific].contains(grant.level) && grant.holds(for: actor.agencyID, actor.personID, at: now)
    }
  }
}

extension CivilDate {
  /// The day of a time as events hold it; `nil` if it cannot be read.
  init?(happenedAt text: String) {
    guard let date = Timestamp(text).flatMap({ LondonTime.date(atMicroseconds: $0.microseconds) }) else { return nil }
    self = date
  }
}

/// What tells a finding of a stream from its others.
struct FindingName: Hashable, Sendable {
  let rule: String
  let field: String

  init(rule: String, field: String) {
    self.rule = rule
    self.field = field
  }

  init(_ finding: Finding) {
    self.init(rule: finding.rule, field: finding.field)
  }

  /// Whether it is about the child's own data, which a correction replaces, and not about a statement.
  var isOfChild: Bool { field.hasPrefix("children[") || field.hasPrefix("child.") }
}

extension InformationProvided {
  /// Its findings as the case names them: several answers are wrong in the same place, each for itself.
  var namedFindings: [Finding] {
    findings.map { finding in
      Finding(rule: finding.rule, field: "requests[\(requestID)].\(finding.field)", message: finding.message)
    }
  }
}
