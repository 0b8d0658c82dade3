internal import CairnDomain
internal import CairnMessages

/// What is sealed in a case, as far as it is open to the reader.
extension CaseCard {
  var sealLines: [String] {
    guard !view.seals.isEmpty else { return [] }
    return heading("Under seal") + view.seals.flatMap(lines)
  }

  private func lines(of seal: CaseSeal) -> [String] {
    let terms = seal.terms ?? SealTerms()
    var lines = ["  \(terms.sealID)"]
    if seal.caseID != view.caseID { lines += field("", "in the joined case \(seal.caseID)") }
    lines += field(seal.agencyID, what(seal))
    lines += field(
      "", [CodeList.sealGround.described(terms.ground), terms.reason].filter { !$0.isEmpty }.joined(separator: ": "))
    lines += field("", readers(terms))
    lines += field("", seal.release.map { "Released \(Moment.text(rfc3339: $0.occurredAt)): \($0.reason)" } ?? "")
    return lines + statementLines(seal.statements) + findings(seal)
  }

  private func what(_ seal: CaseSeal) -> String {
    if !seal.statements.isEmpty { return "contributed this" }
    return seal.categories.isEmpty ? "sealed the case" : "sealed \(seal.categories.joined(separator: ", "))"
  }

  private func readers(_ terms: SealTerms) -> String {
    guard terms.role != .unspecified else { return "" }
    let readers = terms.readers.map { $0.personID.isEmpty ? $0.agencyID : "\($0.agencyID), person \($0.personID)" }
    return "Open to " + (["\(terms.agencyID) as \(terms.role.label ?? "")"] + readers).joined(separator: "; ")
  }

  private func findings(_ seal: CaseSeal) -> [String] {
    seal.findings.isEmpty ? [] : [""] + FindingTable.lines(seal.findings, width: width)
  }
}
