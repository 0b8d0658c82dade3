package import CairnMessages

/// The message of one sealed part of an event, boxed as events are.
package indirect enum EventPart: Hashable, Sendable {
  case agencyRegistered(AgencyRegistered)
  case referralReceived(ReferralReceived)
  case referralReporter(ReferralReporter)
  case caseOpened(CaseOpened)
  case ragChanged(RagChanged)

  /// Which message a part holds: what its bytes are decoded as.
  package enum Kind: Hashable, Sendable {
    case agencyRegistered
    case referralReceived
    case referralReporter
    case caseOpened
    case ragChanged
  }
}
