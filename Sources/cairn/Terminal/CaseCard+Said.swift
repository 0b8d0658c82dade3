internal import CairnDomain
internal import CairnMessages

/// What agencies say of a child: referrals, answers, and whom they name around the child.
extension CaseCard {
  var referralLines: [String] {
    guard let referral = view.referral else { return [] }
    return heading("Referral") + lines(of: referral)
  }

  var attachedLines: [String] {
    view.attached.flatMap { attached in
      var all = heading("Referral that was joined")
      all += field("Case", attached.caseID)
      all += field("Joined", attached.reason)
      if let child = attached.child { all += childNames(child) }
      if let referral = attached.referral { all += lines(of: referral) }
      if !attached.adults.isEmpty { all += [""] + lines(of: attached.adults) }
      if !attached.findings.isEmpty { all += [""] + FindingTable.lines(attached.findings, width: width) }
      return all
    }
  }

  var requestLines: [String] {
    guard !view.requests.isEmpty else { return [] }
    return heading("Information requested")
      + view.requests.flatMap { request in
        field(
          request.agencyID, "\(request.isSilent ? "SILENT, " : "")\(request.state.label ?? ""): \(request.information)")
          + field("", request.answerText) + statementLines(request.statements)
      }
  }

  var householdLines: [String] {
    view.adults.isEmpty ? [] : heading("Adults around the child") + lines(of: view.adults)
  }

  private func lines(of adults: [Adult]) -> [String] {
    var table = Table([
      .init(title: "Who"), .init(title: "To the child"), .init(title: "Lives with"), .init(title: "Born"),
    ])
    for adult in adults {
      let responsible = adult.parentalResponsibility ? ", parental responsibility" : ""
      table.add([
        adult.name?.full ?? "", adult.relationship + responsible, adult.inHousehold ? "yes" : "no", adult.dateOfBirth,
      ])
    }
    return table.lines(width: width)
  }

  private func childNames(_ child: Child) -> [String] {
    field("Named there", [child.name?.full ?? "", child.dateOfBirth].filter { !$0.isEmpty }.joined(separator: ", "))
  }

  private func lines(of referral: ReferralView) -> [String] {
    var lines = field("Referral", referral.referralID)
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
    return lines + field("Narrative", referral.narrative) + statementLines(referral.statements)
  }

  func statementLines(_ statements: [Statement]) -> [String] {
    guard !statements.isEmpty else { return [] }
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
    return [""] + table.lines(width: width)
  }
}
