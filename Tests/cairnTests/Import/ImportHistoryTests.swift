import CairnDomain
import CairnMessages
import Foundation
import History
import Testing

@testable import cairn

@Suite struct ImportHistoryTests {
  private let path = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString)").path
  private let command = "0187388b-c352-7631-98c1-19d6f5b4d842"

  private func item(_ number: Int) throws -> ImportItem {
    let text = #"{"context":{"commandId":"\#(command)"},"referral":{"narrative":"\#(number)"}}"#
    return try ImportItem(LineSource.Line(number: number, bytes: Array(text.utf8)), role: .referrer)
  }

  private func history() throws -> ImportHistory {
    try ImportHistory(path: path, agencyID: try #require(AgencyID("met")))
  }

  private func lines() throws -> [Substring] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
  }

  @Test func aCommandIDThatStandsTwiceInAFileMakesAHistoryThatCanBeRead() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let history = try history()
    let items = [try item(1), try item(2)]
    for item in items { history.send(item) }
    history.lost(items[0])
    history.lost(items[1])
    for item in items { history.send(item) }
    history.accepted(items[0], SubmitReferralResponse())
    history.send(items[0])
    history.refused(items[1], Refusal(code: 9, reason: "COMMAND_ID_TAKEN"))
    history.accepted(items[0], SubmitReferralResponse())
    try history.finish()
    #expect(try lines().count == 10)
    var evidence = Evidence()
    #expect(try evidence.read(path).lines == 10)
  }

  @Test func whatStandsUnderTheIDOfARefusedCommandIsNotSaidToStandNowhere() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let history = try history()
    history.send(try item(1))
    history.refused(try item(1), Refusal(code: 9, reason: "COMMAND_ID_TAKEN"))
    history.send(try item(1))
    history.refused(try item(1), Refusal(code: 3, reason: "INVALID"))
    try history.finish()
    let steps = try lines()
    #expect(steps[1].contains(#""step":"info""#))
    #expect(steps[3].contains(#""step":"fail""#) && steps[3].contains("INVALID_ARGUMENT"))
  }
}
