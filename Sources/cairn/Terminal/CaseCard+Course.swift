internal import CairnDomain
internal import CairnMessages

/// The course of a case: where it stands, what is due, what was decided.
extension CaseCard {
  var statusLines: [String] {
    var lines = field("Status", view.status.label ?? "")
    if !view.joinedIntoCaseID.isEmpty { lines += field("Goes on in", view.joinedIntoCaseID) }
    if let closure = view.closure {
      lines += field(
        "Closed", "\(closure.closedOn), \(CodeList.closureReason.described(closure.reasonCode)). \(closure.summary)")
    }
    for reopening in view.reopenings {
      lines += field("Opened again", "\(Moment.text(rfc3339: reopening.occurredAt)): \(reopening.reason)")
    }
    for match in view.matches {
      lines += field("Same child?", match.caseID)
      lines += field("", "same \(match.matchedOn.compactMap(\.label).joined(separator: ", "))")
    }
    return lines
  }

  var clockLines: [String] {
    guard !view.clocks.isEmpty else { return [] }
    var table = Table([.init(title: "What"), .init(title: "Due"), .init(title: "State")])
    for clock in view.clocks {
      let agency = view.requests.first { $0.requestID == clock.requestID && !clock.requestID.isEmpty }?.agencyID
      let what = [clock.kind.label ?? "", agency ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
      table.add([what, Moment.text(microseconds: clock.dueAtUs), clock.state.label ?? ""])
    }
    return heading("Clocks") + table.lines(width: width)
  }

  var decisionLines: [String] {
    guard !view.decisions.isEmpty else { return [] }
    var lines = heading("Decisions")
    for decision in view.decisions.reversed() {
      let told = decision.told.map(\.party.title).joined(separator: ", ")
      lines += field(
        Moment.short(rfc3339: decision.occurredAt), "\(decision.outcome.label ?? ""): \(decision.grounds)")
      lines += field("", decision.advice.isEmpty ? "" : "Advice: \(decision.advice)")
      lines += field("", decision.signpostedTo.isEmpty ? "" : "Signposted to: \(decision.signpostedTo)")
      lines += field("", told.isEmpty ? "" : "Told: \(told)")
    }
    return lines
  }

  var correctionLines: [String] {
    guard !view.corrections.isEmpty else { return [] }
    return heading("Corrections")
      + view.corrections.flatMap { correction in
        field(Moment.short(rfc3339: correction.occurredAt), "\(correction.reason) (\(correction.agencyID))")
      }
  }

  var findingLines: [String] {
    heading("Data quality") + FindingTable.lines(view.findings, width: width)
      + view.resolvedFindings.flatMap { resolved in
        field("Resolved", "\(resolved.finding?.rule ?? "") at \(resolved.finding?.field ?? ""): \(resolved.reason)")
      }
  }

  var relatedLines: [String] {
    let siblings = view.siblingCaseIDs.flatMap { ["  \($0)"] + field("", "of the same referral") }
    let links = view.links.flatMap { ["  \($0.caseID)"] + field("", "\($0.relation.title): \($0.reason)") }
    return siblings.isEmpty && links.isEmpty ? [] : heading("Related cases") + siblings + links
  }
}
