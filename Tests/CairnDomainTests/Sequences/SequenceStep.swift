import CairnMessages

@testable import CairnDomain

/// One command of a sequence: plain data, so that a failing sequence can be cut down and read.
struct SequenceStep: Hashable, Sendable, CustomStringConvertible {
  /// Cases, referrals, agencies and requests are numbers in the small world of `SequenceIDs`.
  enum Command: Hashable, Sendable {
    case submit(referral: Int)
    case acknowledge(referral: Int)
    case rate(case: Int, Rag)
    case decide(case: Int, ThresholdOutcome)
    case attach(case: Int, joined: Int)
    case link(case: Int, other: Int, CaseRelation)
    case ask(case: Int, agencies: [Int], dueInHours: Int64)
    case respond(case: Int, request: Int, agency: Int, Answer)
    case correct(case: Int, isRight: Bool)
    case resolve(case: Int, finding: Int)
    case resolveOfReferral(referral: Int, finding: Int)
    case close(case: Int, daysAgo: Int64)
    case reopen(case: Int, rereferral: Int?)
    case grant(case: Int, AccessLevel, agency: Int, person: Int, hours: Int64)
    case endAccess(case: Int, grant: Int)
    case breakGlass(case: Int, person: Int)
    case review(case: Int, grant: Int)
    case recordMissed(case: Int)
    case recordMissedOfReferral(referral: Int)
  }

  enum Answer: Hashable, Sendable { case information, nilReturn, declined }

  var command: Command
  /// How long after the step before it is sent.
  var waitSeconds: Int64
  /// How long before it is sent it happened.
  var agoSeconds: Int64

  var description: String { "after \(waitSeconds) s, of \(agoSeconds) s ago: \(command)" }
}

extension SequenceStep.Command {
  /// Which command it is, without what it is about.
  var name: String { String("\(self)".prefix { $0 != "(" }) }
}
