import CairnDomain
import CairnJSON
import CairnMessages
import Foundation
import Identifiers
import RPC
import SampleReferrals
import Testing

@testable import cairn

/// What `cairn quality report` counts in a hub's log is what its agencies sent.
@Suite(.serialized, .timeLimit(.minutes(5))) struct QualityReportTests {
  private static let referrals = 400
  private static let seed: UInt64 = 23

  @Test func theLogIsCountedAsTheSampleIs() async throws {
    let directory = try TemporaryDirectory.make(named: "quality")
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = directory.appending(path: "referrals.jsonl")
    let lines = try await Program.run(["sample", "--referrals", "\(Self.referrals)", "--seed", "\(Self.seed)"])
    try lines.output.write(to: file, atomically: true, encoding: .utf8)
    try await RunningHub.run { hub in
      let imported = try await Program.run(["import", file.path, "--as", "met/referrer", "--server", "\(hub.address)"])
      #expect(imported.status == 0, "\(imported.errors)")
      let reported = try await report(hub)
      let expected = try JSONValue(parsing: QualityJSON(report: try Self.expected()).text)
      #expect(reported["total"] == expected["total"])
      #expect(reported["rules"] == expected["rules"])
      guard case .array(let agencies) = reported["agencies"] else {
        Issue.record("it names no agencies")
        return
      }
      #expect(agencies.map { $0["agency"] } == [.string("met")] && agencies.map { $0["name"] } == [.string("Police")])
    }
  }

  @Test func whatIsAnsweredOrCorrectedIsNotOpen() async throws {
    try await RunningHub.run { hub in
      // No sex, no ethnicity, no disability: three findings of each child.
      let cases = try await hub.refer(children: 2).caseIDs
      _ = try await hub.client.call(
        CaseServiceMethods.resolveFinding,
        ResolveFindingRequest(
          context: TestCaller.context(TestCaller.newID(), role: .screener), caseID: cases[0], rule: "4180",
          field: "children[0].sex", reason: "nobody knows"),
        timeout: .seconds(30), metadata: TestCaller.claim("hub"), idempotent: true)
      let child = Child(
        name: PersonName(given: "Robin"), dateOfBirth: "2019-01-02", sex: "F", ethnicity: "WBRI", disabilities: ["NONE"]
      )
      _ = try await hub.client.call(
        CaseServiceMethods.correct,
        CorrectRequest(
          context: TestCaller.context(TestCaller.newID(), role: .screener), caseID: cases[1], child: child,
          reason: "the school says so"),
        timeout: .seconds(30), metadata: TestCaller.claim("hub"), idempotent: true)
      let reported = try await report(hub)
      guard case .array(let rules) = reported["rules"] else {
        Issue.record("it names no rules")
        return
      }
      func counts(_ rule: String) -> [JSONValue?] {
        let rule = rules.first { $0["rule"] == .string(rule) }
        return ["found", "corrected", "answered", "open"].map { rule?[$0] }
      }
      #expect(counts("4180") == ["2", "1", "1", "0"].map { .number($0) })
      #expect(counts("4220") == ["2", "1", "0", "1"].map { .number($0) })
    }
  }

  @Test func peopleGetATableAndAPage() async throws {
    try await RunningHub.run { hub in
      _ = try await hub.refer(children: 3)
      let page = hub.directory.appending(path: "quality.html")
      let ended = try await Program.run(["quality", "report", "--html", page.path] + hub.dataArguments)
      #expect(ended.status == 0, "\(ended.errors)")
      #expect(ended.output.contains("1 agency sent 1 referral about 3 children."))
      #expect(try String(contentsOf: page, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
      let before = try await Program.run(["quality", "report", "--to", "2020-01"] + hub.dataArguments)
      #expect(before.output == "No referral is in the log of these months.\n")
    }
  }

  private func report(_ hub: RunningHub) async throws -> JSONValue {
    let ended = try await Program.run(["quality", "report", "--json"] + hub.dataArguments)
    #expect(ended.status == 0, "\(ended.errors)")
    return try JSONValue(parsing: ended.output)
  }

  /// The sample counted without a hub: as the domain decides each referral.
  private static func expected() throws -> QualityReport {
    var generator = SampleReferralGenerator(seed: seed)
    var count = QualityCount()
    var ids: UInt64 = 0
    func nextID() -> Identifier128 {
      ids += 1
      return Identifier128(high: 7, low: ids)
    }
    let now = generator.spanMicroseconds.upperBound
    for _ in 0..<referrals {
      guard let request = generator.next() else { break }
      let command = try SubmitReferral(validating: request, from: Caller(agencyID: .hub, nowMicroseconds: now))
      let identifiers = ReferralIdentifiers(
        referralID: nextID(), reporterID: nextID(),
        children: (0..<command.childCount).map { _ in .init(caseID: nextID(), personID: nextID()) },
        adultIDs: (0..<command.adultCount).map { _ in nextID() })
      for decision in try ReferralDecider.decide(command, identifiers: identifiers, .notReceived) {
        for decided in decision.events {
          count.fold(
            decided.event,
            EventEnvelope(stream: decision.stream, version: 1, agencyID: "met", recordedAtMicroseconds: now))
        }
      }
    }
    return QualityReport(of: count, position: 0, recordedAtMicroseconds: now)
  }
}
