/// The types of events, by the names under which the log keeps them for ever.
package enum EventType: String, CaseIterable, Sendable {
  case agencyRegistered = "cairn.v1.AgencyRegistered"
  case referralReceived = "cairn.v1.ReferralReceived"
  case caseOpened = "cairn.v1.CaseOpened"
  case ragChanged = "cairn.v1.RagChanged"

  /// The version of the event's form that this version of the product writes.
  package var schemaVersion: UInt32 { 1 }

  /// What the sealed parts hold, from part 1 on.
  package var partKinds: [EventPart.Kind] {
    switch self {
    case .agencyRegistered: [.agencyRegistered]
    case .referralReceived: [.referralReceived, .referralReporter]
    case .caseOpened: [.caseOpened]
    case .ragChanged: [.ragChanged]
    }
  }
}
