package import CairnMessages

extension SealCaseResponse {
  /// The answer to who sealed a case, from what the log holds of it.
  package init(receipt: Receipt, events: [DomainEvent]) {
    self.init(receipt: receipt, sealID: events.lazy.compactMap(\.sealTerms).first?.sealID ?? "")
  }
}

extension SealCategoriesResponse {
  /// The answer to who sealed categories, from what the log holds of it.
  package init(receipt: Receipt, events: [DomainEvent]) {
    self.init(receipt: receipt, sealID: events.lazy.compactMap(\.sealTerms).first?.sealID ?? "")
  }
}

extension ContributeSealedResponse {
  /// The answer to who contributed under seal, from what the log holds of it.
  package init(receipt: Receipt, events: [DomainEvent]) {
    let findings = events.lazy.compactMap { event in
      if case .contributionSealed(let sealed) = event { sealed.findings } else { nil }
    }.first
    self.init(
      receipt: receipt, sealID: events.lazy.compactMap(\.sealTerms).first?.sealID ?? "", findings: findings ?? [])
  }
}

extension DomainEvent {
  /// The terms of the seal that it places; `nil` if it places none.
  fileprivate var sealTerms: SealTerms? {
    switch self {
    case .caseSealed(let sealed): sealed.terms
    case .categoriesSealed(let sealed): sealed.terms
    case .contributionSealed(let sealed): sealed.terms
    default: nil
    }
  }
}
