package import CairnMessages

/// A `ListCodesRequest` that can be understood.
package struct ListCodes: Sendable {
  /// Who asks.
  package let actor: Actor
  /// Which lists.
  private let lists: [CodeList]
  /// Only codes that hold on that day; `nil` for all.
  private let validOn: CivilDate?

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ListCodesRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    lists = request.list.isEmpty ? CodeList.all : CodeList.all.filter { $0.name == request.list }
    if lists.isEmpty {
      let names = CodeList.all.map(\.name).joined(separator: ", ")
      faults.add(.knownCode, at: "list", detail: "must be one of \(names), or empty for all")
    }
    validOn = CivilDate(request.validOn)
    if !request.validOn.isEmpty, validOn == nil { faults.add(.dayReadable, at: "valid_on") }
    try faults.rejectIfAny()
    guard let actor else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
  }

  /// The lists that were asked for.
  package var answer: ListCodesResponse {
    ListCodesResponse(
      lists: lists.map { list in
        CodeListing(
          name: list.name, title: list.title, source: list.source,
          codes: list.entries.filter { entry in validOn.map(entry.isValid) ?? true }.map { entry in
            Code(
              code: entry.code, label: entry.label, validFrom: entry.validFrom?.text ?? "",
              validTo: entry.validTo?.text ?? "")
          })
      })
  }
}

extension ListRulesResponse {
  /// The rules that this version decides under. Made once: an answer as large as this is cheap to ask for.
  package static let current = ListRulesResponse(
    ruleSetVersion: RuleSet.current.version,
    rules: RuleSet.current.rules.map { rule in
      RuleEntry(
        number: rule.number, title: rule.title, source: rule.source,
        ruleClass: rule.ruleClass == .finding ? .finding : .refuse, message: rule.message,
        validFrom: rule.validFrom.text, validTo: rule.validTo?.text ?? "")
    })
}
