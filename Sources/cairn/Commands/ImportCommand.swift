internal import ArgumentParser
internal import Foundation

/// `cairn import`
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Submit many referrals from a file of JSON lines.",
    discussion: """
      Each line is a whole command: the message SubmitReferralRequest in its JSON form, as cairn sample writes it. The \
      agency that you act as submits them. A line that is refused is written to the rejects file with its reason, and does \
      not stop the others. It is safe to run again, also after it was interrupted: a command id has one effect, however \
      often it is sent. When the server goes away it is waited for, a minute long.

      Example: cairn sample --referrals 1000 --seed 7 | cairn import - --as met/referrer
      """)

  @Argument(help: "The file, or - for standard input.")
  var file: String

  @Option(
    help: ArgumentHelp(
      """
      Where lines go that are refused: a file that is not there yet. Default: FILE.rejects.jsonl, or \
      import.rejects.jsonl, with a number where there is one.
      """, valueName: "file"))
  var rejects: String?

  @Option(help: ArgumentHelp("Note what was sent and heard, for cairn check-history.", valueName: "file"))
  var history: String?

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let identity = try client.requiredIdentity()
    let lines = try LineSource(path: file)
    let rejectsFile = try RejectsFile(asked: rejects, reading: file)
    let report = ImportReport(rejects: rejectsFile)
    let notes = try history.map { try ImportHistory(path: $0, agencyID: identity.agencyID) }
    let began = ContinuousClock.now
    do {
      try await HubClient.with(client, as: identity) { hub in
        let importer = Importer(
          hub: hub, source: ImportSource(lines: lines, role: identity.role), report: report, history: notes)
        try await showing(report, of: lines.byteCount) { try await importer.run() }
      }
    } catch {
      tellOfPart(report.counts, rejectsFile)
      throw error
    }
    try notes?.finish()
    let counts = report.counts
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    if client.json {
      try Terminal.print([
        """
        {"accepted":\(counts.accepted),"refused":\(counts.refused),"findings":\(counts.findings),\
        "seconds":\(String(format: "%.3f", seconds))}
        """
      ])
    } else {
      let rate = Int(Double(counts.accepted + counts.refused) / max(seconds, 0.001))
      try Terminal.print([
        "\(counts.accepted) accepted with \(counts.findings) findings, \(counts.refused) refused, in "
          + String(format: "%.1f s (%d referrals/s).", seconds, rate)
      ])
      if counts.refused > 0 { try Terminal.print(["What was refused, and why, is in \(rejectsFile.path)."]) }
    }
    if counts.refused > 0 { throw ExitCode(EX_DATAERR) }
  }

  /// What was done before it ended too early; the last lines may be recorded without an answer.
  private func tellOfPart(_ counts: ImportReport.Counts, _ rejectsFile: RejectsFile) {
    guard counts.accepted + counts.refused > 0 else { return }
    Terminal.printError(
      "cairn: ended early, with \(counts.accepted) accepted and \(counts.refused) refused: run it again, which is "
        + "safe, with new files for --rejects and --history.")
    if counts.refused > 0 { Terminal.printError("What was refused, and why, is in \(rejectsFile.path).") }
  }

  private func showing(
    _ report: ImportReport, of byteCount: UInt64?, _ work: @Sendable () async throws -> Void
  ) async throws {
    let showing = Task {
      var progress = Progress(total: byteCount ?? 0, unit: byteCount == nil ? "referrals" : "bytes")
      while (try? await Task.sleep(for: .milliseconds(200))) != nil {
        let counts = report.counts
        progress.report(byteCount == nil ? UInt64(counts.accepted + counts.refused) : counts.bytes)
      }
      progress.finish()
    }
    defer { showing.cancel() }
    try await work()
    showing.cancel()
    await showing.value
  }
}
