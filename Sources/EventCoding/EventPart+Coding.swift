internal import CairnCodec
internal import CairnDomain
internal import CairnMessages

extension CairnDomain.EventPart {
  /// The part's bytes, before they are sealed.
  var encoded: [UInt8] {
    switch self {
    case .agencyRegistered(let message): encode(message)
    case .referralReceived(let message): encode(message)
    case .referralReporter(let message): encode(message)
    case .caseOpened(let message): encode(message)
    case .ragChanged(let message): encode(message)
    }
  }

  /// A part of its opened bytes.
  init(_ kind: Kind, bytes: [UInt8]) throws(WireError) {
    self =
      switch kind {
      case .agencyRegistered: .agencyRegistered(try decode(AgencyRegistered.self, from: bytes))
      case .referralReceived: .referralReceived(try decode(ReferralReceived.self, from: bytes))
      case .referralReporter: .referralReporter(try decode(ReferralReporter.self, from: bytes))
      case .caseOpened: .caseOpened(try decode(CaseOpened.self, from: bytes))
      case .ragChanged: .ragChanged(try decode(RagChanged.self, from: bytes))
      }
  }
}
