internal import ArgumentParser
internal import Foundation

/// `cairn doctor`
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "See whether everything is as a hub needs it, and what to do where it is not.",
    discussion: """
      Looks at PostgreSQL and its settings, the migrations, the disk, the clock and the keys' file. Changes nothing, and \
      works with and without a running server. Exits with 1 if something needs doing.
      """)

  @OptionGroup(title: "Where the data is") var data: DataOptions

  @Flag(help: "Print JSON for programs.")
  var json = false

  func run() async throws {
    let findings = await Examination(data: data).findings()
    if json {
      try Terminal.print(findings.map(\.json))
    } else {
      var table = Table([.init(title: "What"), .init(title: "State"), .init(title: "Found, and what to do")])
      for finding in findings { table.add([finding.subject, finding.state.rawValue, finding.text]) }
      try Terminal.print(table.lines(width: Terminal.width))
    }
    if findings.contains(where: { $0.state == .bad }) { throw ExitCode.failure }
  }
}
