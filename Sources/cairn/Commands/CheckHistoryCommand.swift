internal import ArgumentParser
internal import Foundation
internal import History

/// `cairn check-history`
struct CheckHistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-history", abstract: "Hold what clients noted against the log that they left.",
    discussion: """
      Clients of a load test or a fault test note each step as a line of JSON; this reads the whole log from the server and \
      says whether anything acknowledged was lost, doubled, changed or reordered. Run it when the clients have ended.

      A command is an "invoke" line before it is sent and an "ok", "fail" or "info" line (nobody knows) after:

        {"step":"invoke","at":NANOSECONDS,"client":"c1","agency":"met",
         "command":"UUID","payload":"SHA-256 IN HEX"}
        {"step":"ok","at":…,"client":"c1","agency":"met","command":"UUID",
         "recorded":[{"stream":"UUID","positions":[7],"leaves":["HEX"]}]}

      "at" is of a clock that never runs backwards and that all files share. Subscribers note "subscribe", "seen" and \
      "caught-up" lines, readers "read" lines; docs/history.md says what each may hold.

      Exits with 0 if everything holds, with 1 if anything does not, with 65 if a file is no history or none holds a step.

      Example: cairn check-history load-1.jsonl load-2.jsonl --server 127.0.0.1:7400 --as hub/operator
      """)

  @Argument(help: ArgumentHelp("The files of the history.", valueName: "file"))
  var files: [String]

  @Flag(help: "The files hold every command that was ever sent: anything else in the log is a violation.")
  var complete = false

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    // Files first: one that cannot be read should not cost a walk over the log.
    var evidence = Evidence()
    var cutShort: [String] = []
    var lines = 0
    do throws(HistoryFault) {
      for file in files {
        let reading = try evidence.read(file)
        lines += reading.lines
        if reading.endsWithinLine { cutShort.append(file) }
      }
    } catch {
      throw UnreadableHistory(description: error.description)
    }
    guard lines > 0 else {
      throw UnreadableHistory(
        description: "no step stands in \(files.joined(separator: ", ")): there is nothing to check")
    }
    let end = try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      var progress: Progress?
      let end = try await hub.readLog(into: &evidence) { done, total in
        progress = progress ?? Progress(total: total, unit: "entries")
        progress?.report(done)
      }
      progress?.finish()
      return end
    }
    let report = evidence.check(end: end, knowsAll: complete)
    let text = HistoryReportText(report: report, cutShort: cutShort)
    try Terminal.print(client.json ? [text.json] : text.lines(width: Terminal.width))
    if !report.isGood { throw ExitCode.failure }
  }
}

/// A file that is no history.
private struct UnreadableHistory: ExitCoded {
  let description: String
  let exitCode = EX_DATAERR
}
