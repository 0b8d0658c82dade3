package import CairnMessages

/// Something that happened and stands in the log. It is handed on more often than it is looked into, so its cases are
/// boxed.
package indirect enum DomainEvent: Hashable, Sendable {
  case agencyRegistered(AgencyRegistered)
  /// The reporter is sealed under a key of their own; `nil` once that key is erased.
  case referralReceived(ReferralReceived, reporter: ReferralReporter?)
  case caseOpened(CaseOpened)
  case ragChanged(RagChanged)

  /// Its type, whose raw value is the name that the log keeps.
  package var type: EventType {
    switch self {
    case .agencyRegistered: .agencyRegistered
    case .referralReceived: .referralReceived
    case .caseOpened: .caseOpened
    case .ragChanged: .ragChanged
    }
  }

  /// Puts an event together from its opened parts.
  ///
  /// - Parameter parts: from part 1 on, in the order of `EventType.partKinds`; `nil` for a part whose key is erased.
  /// - Returns: `nil` if the first part is erased, or if the parts are not those of the type.
  package init?(_ type: EventType, parts: [EventPart?]) {
    guard parts.count == type.partKinds.count else { return nil }
    switch (type, parts[0]) {
    case (.agencyRegistered, .agencyRegistered(let registered)): self = .agencyRegistered(registered)
    case (.caseOpened, .caseOpened(let opened)): self = .caseOpened(opened)
    case (.ragChanged, .ragChanged(let changed)): self = .ragChanged(changed)
    case (.referralReceived, .referralReceived(let received)):
      switch parts[1] {
      case .referralReporter(let reporter): self = .referralReceived(received, reporter: reporter)
      case nil: self = .referralReceived(received, reporter: nil)
      default: return nil
      }
    default: return nil
    }
  }
}
