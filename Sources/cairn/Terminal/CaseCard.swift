internal import CairnDomain
internal import CairnMessages

/// A case on screen.
struct CaseCard {
  let view: CaseView
  let width: Int

  var lines: [String] {
    let child = view.child ?? Child()
    let title = "Case \(view.caseID)"
    return [title, String(repeating: "═", count: min(width, title.count))] + warning + statusLines + childLines(child)
      + clockLines + ragLines + decisionLines + referralLines + requestLines + sharingLines + sealLines + attachedLines
      + householdLines
      + findingLines + correctionLines + relatedLines + accessLines
  }

  var warning: [String] {
    guard view.incompleteSinceUs != 0 else { return [] }
    return paragraph("INCOMPLETE since \(Moment.text(microseconds: view.incompleteSinceUs)): an entry cannot be read.")
  }

  func childLines(_ child: Child) -> [String] {
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

  var ragLines: [String] {
    var lines = heading("Rating")
    guard !view.ragHistory.isEmpty else {
      // Of a case whose course is not shown nobody can say that.
      return view.status == .unspecified ? [] : lines + paragraph("Not rated yet.")
    }
    for rating in view.ragHistory.reversed() {
      lines += field(
        rating.rag.title, "\(rating.rationale) (\(rating.agencyID), \(Moment.text(rfc3339: rating.occurredAt)))")
    }
    return lines
  }

  func heading(_ text: String) -> [String] { ["", text, String(repeating: "─", count: text.count)] }

  func paragraph(_ text: String) -> [String] { text.wrapped(to: width) }

  func field(_ name: String, _ value: String) -> [String] { Field.lines(name, value, width: width) }
}

extension PersonName {
  /// As people say it.
  var full: String { [given, family].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension CodeList {
  /// "WBRI, White British"; the code alone if the list does not know it.
  func described(_ code: String) -> String {
    label(of: code).map { "\($0) (\(code))" } ?? code
  }
}
