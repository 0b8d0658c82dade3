internal import CairnDomain
internal import CairnMessages

/// A case on screen.
struct CaseCard {
  let view: CaseView
  let width: Int

  var lines: [String] {
    let child = view.child ?? Child()
    let title = "Case \(view.caseID)"
    return [title, String(repeating: "═", count: min(width, title.count))] + warning + childLines(child) + ragLines
      + referralLines + statementLines + findingLines + siblingLines
  }

  private var warning: [String] {
    guard view.incompleteSinceUs != 0 else { return [] }
    return paragraph("INCOMPLETE since \(Moment.text(microseconds: view.incompleteSinceUs)): an entry cannot be read.")
  }

  private func childLines(_ child: Child) -> [String] {
    var lines = heading("Child")
    lines += field("Name", child.name.map(\.full) ?? "")
    lines += field("Also known as", child.name?.alsoKnownAs.joined(separator: ", ") ?? "")
    lines += field("Born", child.dateOfBirth + (child.dateOfBirthEstimated ? " (estimated)" : ""))
    lines += field("Expected", child.expectedDateOfDelivery)
    lines += field("Sex", CodeList.sex.described(child.sex))
    lines += field("Ethnicity", CodeList.ethnicity.described(child.ethnicity))
    lines += field("Disabilities", child.disabilities.map(CodeList.disability.described).joined(separator: ", "))
    for identifier in child.identifiers { lines += field(identifier.scheme.title, identifier.value) }
    for address in child.addresses {
      lines += field("Address", (address.lines + [address.postcode]).filter { !$0.isEmpty }.joined(separator: ", "))
    }
    return lines + field("School", child.school)
  }

  private var ragLines: [String] {
    var lines = heading("Rating")
    guard !view.ragHistory.isEmpty else { return lines + paragraph("Not rated yet.") }
    for rating in view.ragHistory.reversed() {
      lines += field(
        rating.rag.title, "\(rating.rationale) (\(rating.agencyID), \(Moment.text(rfc3339: rating.occurredAt)))")
    }
    return lines
  }

  private var referralLines: [String] {
    guard let referral = view.referral else { return [] }
    var lines = heading("Referral")
    lines += field("From", referral.agencyID)
    lines += field("Happened", Moment.text(rfc3339: referral.occurredAt))
    lines += field("Recorded", referral.recordedAtUs == 0 ? "" : Moment.text(microseconds: referral.recordedAtUs))
    lines += field("Reference", referral.agencyReference)
    lines += field("Source", CodeList.referralSource.described(referral.source))
    lines += field("Primary need", CodeList.primaryNeed.described(referral.primaryNeed))
    if let reporter = referral.reporter {
      lines += field(
        "Reporter", [reporter.name?.full ?? "", reporter.capacity].filter { !$0.isEmpty }.joined(separator: ", "))
    }
    return lines + field("Narrative", referral.narrative)
  }

  private var statementLines: [String] {
    guard let statements = view.referral?.statements, !statements.isEmpty else { return [] }
    var table = Table([
      .init(title: "Kind"), .init(title: "Statement"), .init(title: "Source"), .init(title: "Observed"),
      .init(title: "Recorded"),
    ])
    for statement in statements {
      table.add([
        statement.assertion.title, statement.text, statement.source, Moment.text(rfc3339: statement.observedAt),
        Moment.text(rfc3339: statement.recordedAt),
      ])
    }
    return heading("Statements") + table.lines(width: width)
  }

  private var findingLines: [String] {
    guard !view.findings.isEmpty else { return heading("Data quality") + paragraph("No findings.") }
    var table = Table([.init(title: "Rule"), .init(title: "Field"), .init(title: "Finding")])
    for finding in view.findings { table.add([finding.rule, finding.field, finding.message]) }
    return heading("Data quality") + table.lines(width: width)
  }

  private var siblingLines: [String] {
    guard !view.siblingCaseIDs.isEmpty else { return [] }
    return heading("Cases of the other children") + view.siblingCaseIDs.map { "  \($0)" }
  }

  private func heading(_ text: String) -> [String] { ["", text, String(repeating: "─", count: text.count)] }

  private func paragraph(_ text: String) -> [String] { text.wrapped(to: width) }

  /// Nothing for an empty value.
  private func field(_ name: String, _ value: String) -> [String] {
    let nameWidth = 14
    guard !value.isEmpty else { return [] }
    let lines = value.wrapped(to: max(20, width - nameWidth))
    let padded = name.padded(to: nameWidth)
    return lines.enumerated().map { index, line in
      (index == 0 ? padded : String(repeating: " ", count: nameWidth)) + line
    }
  }
}

extension PersonName {
  /// As people say it.
  var full: String { [given, family].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension CodeList {
  /// "WBRI, White British"; the code alone if the list does not know it.
  fileprivate func described(_ code: String) -> String {
    label(of: code).map { "\($0) (\(code))" } ?? code
  }
}
