package import CairnMessages

extension GrantAccessResponse {
  /// The answer to a grant, from what the log holds of it.
  package init(receipt: Receipt, events: [DomainEvent]) {
    let grantID = events.lazy.compactMap { event -> String? in
      if case .accessGranted(let granted) = event { granted.grantID } else { nil }
    }.first
    self.init(receipt: receipt, grantID: grantID ?? "")
  }
}

extension BreakGlassResponse {
  /// The answer to whoever broke the glass, from what the log holds of it.
  package init(receipt: Receipt, events: [DomainEvent]) {
    let broken = events.lazy.compactMap { event -> GlassBroken? in
      if case .glassBroken(let broken) = event { broken } else { nil }
    }.first
    self.init(receipt: receipt, grantID: broken?.grantID ?? "", endAtUs: broken?.endAtUs ?? 0)
  }
}
