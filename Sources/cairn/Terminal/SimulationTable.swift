internal import CairnDomain
internal import CairnMessages

/// What a draft would change, as people read it.
enum SimulationTable {
  static func lines(_ response: SimulateAgreementResponse, width: Int) -> [String] {
    let looked =
      "\(response.answerCount) answers since \(Moment.text(microseconds: response.fromUs)) were looked through."
    guard !response.changes.isEmpty else {
      return (looked + " Nobody would have gained or lost anything.").wrapped(to: width)
    }
    var table = Table([
      .init(title: "Who"), .init(title: "For"), .init(title: "Of"), .init(title: "Answers"),
    ])
    for change in response.changes {
      table.add(
        [
          "\(change.agencyID)/\(change.role.code ?? "?")", change.purpose, change.holderAgencyID,
          "\(change.answerCount)",
        ],
        below: [
          change.gainedCategories.isEmpty ? "" : "gains: \(change.gainedCategories.joined(separator: ", "))",
          change.lostCategories.isEmpty ? "" : "loses: \(change.lostCategories.joined(separator: ", "))",
        ])
    }
    return looked.wrapped(to: width) + [""] + table.lines(width: width)
  }
}
