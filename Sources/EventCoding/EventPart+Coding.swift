internal import CairnCodec
internal import CairnDomain
internal import CairnMessages

extension CairnDomain.EventPart {
  /// The part's bytes, before they are sealed.
  var encoded: [UInt8] {
    switch self {
    case .agencyRegistered(let message): WireCodec.encode(message)
    case .referralReceived(let message): WireCodec.encode(message)
    case .referralReporter(let message): WireCodec.encode(message)
    case .caseOpened(let message): WireCodec.encode(message)
    case .ragChanged(let message): WireCodec.encode(message)
    }
  }

  /// A part of its opened bytes.
  init(_ kind: Kind, bytes: [UInt8]) throws(WireError) {
    self =
      switch kind {
      case .agencyRegistered: .agencyRegistered(try WireCodec.decode(AgencyRegistered.self, from: bytes))
      case .referralReceived: .referralReceived(try WireCodec.decode(ReferralReceived.self, from: bytes))
      case .referralReporter: .referralReporter(try WireCodec.decode(ReferralReporter.self, from: bytes))
      case .caseOpened: .caseOpened(try WireCodec.decode(CaseOpened.self, from: bytes))
      case .ragChanged: .ragChanged(try WireCodec.decode(RagChanged.self, from: bytes))
      }
  }
}
