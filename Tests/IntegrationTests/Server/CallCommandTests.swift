import CairnJSON
import CairnMessages
import Foundation
import Testing

/// `cairn call` over a socket: any method, with JSON in and out.
@Suite(.timeLimit(.minutes(3))) struct CallCommandTests {
  private func call(
    _ arguments: [String], as identity: String, over dialect: String, _ hub: RunningHub, input: String? = nil
  ) async throws -> Program.Ended {
    var file: URL?
    if let input {
      file = try TemporaryDirectory.make(named: "call").appending(path: "input")
      try input.write(to: try #require(file), atomically: true, encoding: .utf8)
    }
    return try await Program.run(
      ["call"] + arguments + ["--as", identity, "--server", "\(hub.address)", "--dialect", dialect], input: file)
  }

  @Test(arguments: ["frames", "grpc"])
  func aCommandAndAQueryAreCompletedAndAnswered(dialect: String) async throws {
    try await RunningHub.run { hub in
      let referral = #"{"referral":{"children":[{"dateOfBirth":"2019-01-01"}],"source":"6","primary_need":"N1"}}"#
      let sent = try await call(
        ["ReferralService/SubmitReferral", "-"], as: "met/referrer", over: dialect, hub, input: referral)
      #expect(sent.status == 0 && sent.errors.isEmpty)
      let response = try readJSON(SubmitReferralResponse.self, parsing: sent.output)
      let caseID = try #require(response.caseIDs.first)
      let query = #"{"caseId":"\#(caseID)","afterToken":"\#(response.receipt?.streams.last?.token ?? "")"}"#
      let shown = try await call(["cairn.v1.CaseService/GetCase", query], as: "hub/screener", over: dialect, hub)
      #expect(try readJSON(GetCaseResponse.self, parsing: shown.output).caseView?.caseID == caseID)
    }
  }

  @Test(arguments: ["frames", "grpc"])
  func referralsInBulkAreAnsweredLineByLine(dialect: String) async throws {
    try await RunningHub.run { hub in
      let line = #"{"referral":{"children":[{"dateOfBirth":"2019-01-01"}],"source":"6"}}"#
      let sent = try await call(
        ["ReferralService/SubmitReferrals"], as: "met/referrer", over: dialect, hub, input: "\(line)\n\n\(line)\n")
      let answers = try sent.output.split(separator: "\n").map {
        try readJSON(SubmitReferralsResponse.self, parsing: String($0))
      }
      #expect(answers.count == 2 && answers.allSatisfy { $0.accepted != nil })
    }
  }

  @Test(arguments: ["frames", "grpc"])
  func whatIsWrongIsSaidWithAllOfIt(dialect: String) async throws {
    try await RunningHub.run { hub in
      let unread = try await call(
        ["CaseService/GetCase", #"{"caseId": 7, "colour": 1}"#], as: "hub/screener", over: dialect, hub)
      #expect(unread.status == 65 && unread.errors.contains("caseId") && unread.errors.contains("colour"))
      let refused = try await call(["CaseService/GetCase", #"{"caseId":"x"}"#], as: "hub/screener", over: dialect, hub)
      #expect(refused.status == 65 && refused.errors.contains("case_id"))
      let denied = try await call(
        ["CaseService/GetCase", #"{"caseId":"\#(TestCaller.newID())"}"#], as: "hub/operator", over: dialect, hub)
      #expect(denied.status == 77)
    }
  }

  @Test(arguments: ["frames", "grpc"])
  func howAServerDoesIsAsked(dialect: String) async throws {
    try await RunningHub.run { hub in
      try await OperationsProbe(hub.server).wait(
        for: { _ in try await call(["Health/Check"], as: "met/referrer", over: dialect, hub) },
        until: { $0.status == 0 && $0.output == "{\"status\":1}\n" })
      let unknown = try await call(
        ["Health/Check", #"{"service":"cairn.v1.Nobody"}"#], as: "met/referrer", over: dialect, hub)
      #expect(unknown.status == 65 && unknown.errors.contains("no such service"), "\(unknown)")
      let pinged = try await Program.run(["ping", "--server", "\(hub.address)", "--dialect", dialect])
      #expect(pinged.status == 0 && pinged.output.hasSuffix(" µs.\n"), "\(pinged)")
    }
  }
}
