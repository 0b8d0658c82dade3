internal import CairnDomain
internal import CairnMessages

/// Records of access, as people read them.
enum AccessTable {
  static func lines(_ response: ListAccessResponse, width: Int) -> [String] {
    guard !response.accesses.isEmpty else { return ["Nobody was shown anything of it."] }
    var table = Table([
      .init(title: "When"), .init(title: "Who"), .init(title: "For"), .init(title: "What"), .init(title: "Outcome"),
    ])
    for access in response.accesses {
      let record = access.record ?? AccessRecord()
      table.add(
        [
          Moment.text(microseconds: record.atUs), "\(record.agencyID)/\(record.role.code ?? "?")", record.purpose,
          record.method.split(separator: "/").last.map(String.init) ?? "", outcome(record),
        ],
        below: ["person \(record.actingPerson)"] + record.cases.flatMap(below)
          + record.agreements.map { "under \($0.agreementID), version \($0.version)" }
          + record.people.map { "reading of person \($0)" }
          + (record.traceID.isEmpty ? [] : ["trace \(record.traceID)"]))
    }
    let next = response.nextPageToken
    return table.lines(width: width) + (next.isEmpty ? [] : ["", "There are more: --page \(next)"])
  }

  private static func outcome(_ record: AccessRecord) -> String {
    switch record.outcome {
    case .answered: "shown"
    case .notFound: "nothing there to be shown"
    case .refused: "refused: \(record.reason)"
    case .unspecified, .unrecognized: "not known to this version"
    }
  }

  private static func below(_ cases: AccessedCases) -> [String] {
    let which = cases.caseIDs.count == 1 ? "case \(cases.caseIDs[0])" : "\(cases.caseIDs.count) cases"
    return [which]
      + (cases.returned.isEmpty ? [] : ["  shown: \(cases.returned.joined(separator: ", "))"])
      + (cases.withheld.isEmpty ? [] : ["  withheld: \(cases.withheld.joined(separator: ", "))"])
  }
}
