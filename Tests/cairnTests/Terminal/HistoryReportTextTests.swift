import CairnJSON
internal import Cryptography
import EventLog
import History
import Identifiers
import Testing

@testable import cairn

@Suite struct HistoryReportTextTests {
  /// An empty log, and so many commands that were acknowledged.
  private func report(lost count: Int) throws -> HistoryReport {
    var evidence = Evidence()
    let records = (0..<count).flatMap { index -> [HistoryRecord] in
      let key = CommandKey(agencyID: "met", id: Identifier128(high: 1, low: UInt64(index)))
      let recorded = RecordedStream(stream: .nil128, positions: [UInt64(index) + 1], leaves: [.zero])
      return [
        HistoryRecord(at: 1, client: "c", step: .invoke(Invocation(command: key, payload: .zero))),
        HistoryRecord(at: 1, client: "c", step: .ok(key, recorded: [recorded])),
      ]
    }
    try evidence.add(records, named: "run.jsonl")
    let root = MerkleFrontier().root
    return evidence.check(end: LogEnd(position: 0, root: root))
  }

  @Test func aGoodReportSaysSo() throws {
    let lines = HistoryReportText(report: try report(lost: 0), cutShort: ["a.jsonl"]).lines(width: 100)
    #expect(lines.last == "Good: the log is what its clients were told.")
    #expect(lines.contains("a.jsonl ends within a line, which is left out."))
  }

  @Test func aBadReportShowsTheFirstViolationsAndCountsTheRest() throws {
    let lines = HistoryReportText(report: try report(lost: 25), cutShort: []).lines(width: 1_000)
    #expect(lines.count { $0.hasPrefix("lost-answer: command 00000000-0000-0001-0000-0000000000") } == 20)
    #expect(lines.suffix(2) == ["and 5 more", "BAD: 25 violations."])
  }

  @Test func programsGetAllOfIt() throws {
    let json = try JSONValue(parsing: HistoryReportText(report: try report(lost: 25), cutShort: []).json)
    #expect(json["good"] == .bool(false))
    #expect(json["violationCount"] == .number("25"))
    guard case .array(let violations) = json["violations"], case .array(let checks) = json["checks"] else {
      Issue.record("violations and checks are lists")
      return
    }
    #expect(violations.count == 25)
    #expect(checks.count == 14)
    #expect(violations.first?["kind"] == .string("lost-answer"))
    #expect(violations.first?["command"] == .string("00000000-0000-0001-0000-000000000000"))
    #expect(violations.first?["agency"] == .string("met"))
    #expect(violations.first?["lines"] == .array([.string("run.jsonl:1"), .string("run.jsonl:2")]))
  }
}
