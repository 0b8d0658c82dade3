internal import CairnMessages

/// The matrix of an agreement, and lists in it that name each entry once.
extension Faults {
  /// Checks every cell of the matrix.
  mutating func checkMatrix(of agreement: Agreement) {
    let path = "agreement.matrix"
    if agreement.matrix.isEmpty { add(.required, at: path) }
    guard checkCount(agreement.matrix.count, max: Limits.cellsMax, at: path) else { return }
    let parties = Set(agreement.parties.map(\.agencyID))
    for (index, cell) in agreement.matrix.enumerated() {
      let path = "\(path)[\(index)]"
      checkEach(cell.categories, breaking: .knownCategory, at: "\(path).categories") {
        DataCategory(rawValue: $0) != nil
      }
      if cell.categories.isEmpty { add(.required, at: "\(path).categories") }
      checkEach(cell.recipients, breaking: .recipientIsParty, at: "\(path).recipients", parties.contains)
      checkEach(cell.roles, breaking: .knownRole, at: "\(path).roles", Role.known.contains)
      if cell.roles.isEmpty { add(.required, at: "\(path).roles") }
      checkEach(cell.purposes, breaking: .purposeAgreed, at: "\(path).purposes", agreement.purposes.contains)
      if cell.purposes.isEmpty { add(.required, at: "\(path).purposes") }
      if cell.decision == .unspecified {
        add(.required, at: "\(path).decision")
      } else if cell.decision.label == nil {
        add(.knownCellDecision, at: "\(path).decision")
      }
    }
  }

  /// Codes of a list, each once.
  mutating func checkCodes(_ codes: [String], of list: CodeList, breaking rule: Rule, at path: String) {
    checkEach(codes, breaking: rule, at: path, list.contains)
  }

  /// Texts that a person reads, each once.
  mutating func checkTexts(_ texts: [String], at path: String) {
    guard checkCount(texts.count, max: Limits.termsMax, at: path) else { return }
    for (index, text) in texts.enumerated() {
      checkRequired(text, bytesMax: Limits.termBytesMax, at: "\(path)[\(index)]")
    }
    checkOnce(texts, at: path)
  }

  /// Notes entries that stand in a list already.
  mutating func checkOnce<Entry: Hashable>(_ entries: [Entry], at path: String) {
    var seen: Set<Entry> = []
    for (index, entry) in entries.enumerated() where !seen.insert(entry).inserted {
      add(.listedOnce, at: "\(path)[\(index)]")
    }
  }

  private mutating func checkEach<Entry: Hashable>(
    _ entries: [Entry], breaking rule: Rule, at path: String, _ isGood: (Entry) -> Bool
  ) {
    guard checkCount(entries.count, max: Limits.termsMax, at: path) else { return }
    for (index, entry) in entries.enumerated() where !isGood(entry) { add(rule, at: "\(path)[\(index)]") }
    checkOnce(entries, at: path)
  }
}
