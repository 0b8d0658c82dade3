internal import CairnDomain
internal import CairnMessages
internal import Identifiers
internal import Libpq

/// The rows that stand beside those of cases, for what a case holds several of: by them it is found.
enum CaseSideRows {
  /// What each such row begins with, and two columns of its own.
  private struct Row {
    let id: String
    let agencyID: String
    let number: Int32
    let time: Int64
  }

  /// Of `information_request`: state and due time; `nil` if there are none.
  static func requests(of cases: [Identifier128: CaseProjection.Row], generation: Int32) -> CopyRows? {
    rows(of: cases, generation: generation) { document in
      document.requests.map {
        Row(id: $0.requestID, agencyID: $0.agencyID, number: $0.state.rawValue, time: $0.clock?.dueAtUs ?? .max)
      }
    }
  }

  /// Of `sharing_decision`: outcome and when it was recorded; `nil` if there are none.
  static func sharingDecisions(of cases: [Identifier128: CaseProjection.Row], generation: Int32) -> CopyRows? {
    rows(of: cases, generation: generation) { document in
      document.sharingDecisions.map {
        Row(
          id: $0.decisionID, agencyID: $0.agencyID, number: $0.decision?.outcome.rawValue ?? 0, time: $0.recordedAtUs)
      }
    }
  }

  private static func rows(
    of cases: [Identifier128: CaseProjection.Row], generation: Int32, _ rows: (CaseDocument) -> [Row]
  ) -> CopyRows? {
    var copied = CopyRows()
    var isEmpty = true
    for (caseID, one) in cases {
      for row in rows(one.document) {
        guard let id = Identifier128(row.id) else { continue }
        copied.beginRow(fields: 6)
        copied.append(integer: generation)
        copied.append(uuid: id.high, id.low)
        copied.append(uuid: caseID.high, caseID.low)
        copied.append(text: row.agencyID)
        copied.append(integer: row.number)
        copied.append(integer: row.time)
        isEmpty = false
      }
    }
    return isEmpty ? nil : copied
  }
}
