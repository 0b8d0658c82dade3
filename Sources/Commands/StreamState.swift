package import CairnDomain
internal import EventLog
package import Identifiers

/// A stream by its id, and what it is about.
package struct StreamReference: Hashable, Sendable {
  package let id: Identifier128
  package let kind: StreamKind

  /// The stream of that id, which is about such a thing.
  package init(id: Identifier128, kind: StreamKind) {
    self.id = id
    self.kind = kind
  }
}

/// What a stream's events fold to, as far as deciding needs it.
package enum StreamState: Sendable {
  case agency(AgencyDecider.State)
  case staff(StaffDecider.State)
  case agreement(AgreementDecider.State)
  case certificates(CertificateRegister)
  case referral(ReferralDecider.State)
  case childCase(CaseDecider.State)
  case seals(Seals)

  /// The state of a stream without events.
  init(initial kind: StreamKind) {
    switch kind {
    case .agency: self = .agency(AgencyDecider.initial)
    case .staff: self = .staff(StaffDecider.initial)
    case .agreement: self = .agreement(AgreementDecider.initial)
    case .certificates: self = .certificates(CertificateDecider.initial)
    case .referral: self = .referral(ReferralDecider.initial)
    case .case: self = .childCase(CaseDecider.initial)
    case .seals: self = .seals(SealedStreamDecider.initial)
    }
  }

  mutating func evolve(_ event: DomainEvent) {
    switch self {
    case .agency(let state): self = .agency(AgencyDecider.evolve(state, event))
    case .staff(let state): self = .staff(StaffDecider.evolve(state, event))
    case .agreement(let state): self = .agreement(AgreementDecider.evolve(state, event))
    case .certificates(let state): self = .certificates(CertificateDecider.evolve(state, event))
    case .referral(let state): self = .referral(ReferralDecider.evolve(state, event))
    case .childCase(let state): self = .childCase(CaseDecider.evolve(state, event))
    case .seals(let state): self = .seals(SealedStreamDecider.evolve(state, event))
    }
  }

  /// Whose key the stream's later events are sealed under; `nil` if there are none.
  func laterScope(in streamID: Identifier128) -> DataKeyScope? {
    switch self {
    case .agency, .staff, .agreement, .certificates, .seals, .referral(.received):
      DataKeyScope(subject: streamID, caseID: streamID)
    case .childCase(.opened(let opened)): DataKeyScope(subject: opened.person, caseID: streamID)
    case .childCase(.notOpened), .referral(.notReceived): nil
    }
  }
}

/// A stream as commands are decided against it.
package struct StreamEntry: Sendable {
  var state: StreamState
  /// Of the last event; 0 if there is none.
  var version: UInt64 = 0
  /// In the log, of the last event; 0 if there is none.
  var lastPosition: UInt64 = 0
  private var firstKey: ScopedKey?
  private var otherKeys: [ScopedKey] = []

  private struct ScopedKey {
    let scope: DataKeyScope
    let key: DataKey
  }

  /// A stream without events.
  init(initial kind: StreamKind) {
    state = StreamState(initial: kind)
  }

  /// The key of a scope; the first time, a fresh one.
  mutating func key(_ scope: DataKeyScope, orElse fresh: () -> DataKey) -> DataKey {
    guard let firstKey else {
      let own = ScopedKey(scope: scope, key: fresh())
      firstKey = own
      return own.key
    }
    if firstKey.scope == scope { return firstKey.key }
    if let known = otherKeys.first(where: { $0.scope == scope }) { return known.key }
    let own = ScopedKey(scope: scope, key: fresh())
    otherKeys.append(own)
    return own.key
  }
}
