internal import ArgumentParser
internal import CairnDomain
internal import CairnServer
internal import Foundation
internal import Logging

/// `cairn quality report`
struct QualityReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Count completeness and findings from the log, by agency, field and month.",
    discussion: """
      Reads the whole log and opens what it says, on the databases themselves, as the user who runs the server, beside it \
      or without it. What comes out holds counts and nothing personal.

      A field is complete if something stands in it that says more than that it is not known. A finding is something \
      that breaks a numbered rule; it is open until it is corrected or answered. Both count for the agency that sent the \
      data, in the month in London in which the log recorded it.

      Examples:
        cairn quality report
        cairn quality report --from 2026-04 --to 2026-09 --html quality.html
      """)

  @Option(
    name: .customLong("html"),
    help: ArgumentHelp(
      "Write a page with plots and tables into a file; it needs nothing but itself, and prints well.",
      valueName: "file"))
  var htmlFile: String?

  @Option(help: ArgumentHelp("Count from this month on, such as 2026-04.", valueName: "yyyy-mm"))
  var from: String?

  @Option(help: ArgumentHelp("Count up to this month, itself among them.", valueName: "yyyy-mm"))
  var to: String?

  @Flag(name: .customLong("json"), help: "Print every count as JSON for programs.")
  var json = false

  @OptionGroup(title: "Where the data is") var data: DataOptions

  func validate() throws { _ = try months() }

  func run() async throws {
    let months = try months()
    if let htmlFile { try Self.expectFolder(of: htmlFile) }
    let report = try await HubDatabases.besideServer(data) { configuration in
      try await HubQuality.with(configuration, logger: .quiet) { hub in
        try await Self.count(hub, months)
      }
    }
    if let htmlFile { try Self.write(QualityPage(report: report).html, to: htmlFile) }
    if json { return try Terminal.print([QualityJSON(report: report).text]) }
    try Terminal.print(QualityText(report: report).lines(width: Terminal.width))
    if let htmlFile { try Terminal.print(["", "The page is in \(htmlFile.harmless)."]) }
  }

  /// Both ends are optional, and the other one then lies as far away as it can.
  private func months() throws -> ClosedRange<QualityMonth>? {
    guard from != nil || to != nil else { return nil }
    let first = try Self.month(from ?? "0000-01", "--from")
    let last = try Self.month(to ?? "9999-12", "--to")
    guard first <= last else { throw ValidationError("--from \(first.text) lies behind --to \(last.text).") }
    return first...last
  }

  private static func month(_ text: String, _ option: String) throws -> QualityMonth {
    guard let month = QualityMonth(text) else {
      throw ValidationError("\(option) takes a month such as 2026-04.")
    }
    return month
  }

  private static func count(_ hub: HubQuality, _ months: ClosedRange<QualityMonth>?) async throws -> QualityReport {
    var searching = Progress(total: hub.headPosition, unit: "events searched")
    var counting: Progress?
    let report = try await hub.report(months: months) { stage, position in
      switch stage {
      case .searching: searching.report(position)
      case .counting:
        if counting == nil {
          searching.finish()
          counting = Progress(total: hub.headPosition, unit: "events counted")
        }
        counting?.report(position)
      }
    }
    searching.finish()
    counting?.finish()
    return report
  }

  /// Counting may take a while: that there is no place for the page is told before it.
  private static func expectFolder(of path: String) throws(CannotWrite) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else { throw CannotWrite(path: path) }
  }

  private static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CannotWrite(path: path)
    }
  }

  /// The page has no place where it is wanted.
  struct CannotWrite: ExitCoded {
    let path: String
    let exitCode = EX_IOERR

    var description: String { "\(path) cannot be written: look whether its folder is there and yours." }
  }
}
