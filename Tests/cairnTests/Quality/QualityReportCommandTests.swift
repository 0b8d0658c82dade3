import ArgumentParser
import Testing

@testable import cairn

@Suite struct QualityReportCommandTests {
  @Test(arguments: [
    [], ["--from", "2026-04"], ["--to", "2026-04"],
    ["--from", "2026-04", "--to", "2026-04", "--json", "--html", "page.html"],
  ])
  func itTakes(arguments: [String]) throws {
    _ = try QualityReportCommand.parse(arguments)
  }

  @Test(arguments: [["--from", "2026"], ["--to", "2026-13"], ["--from", "2026-05", "--to", "2026-04"]])
  func itRefuses(arguments: [String]) {
    #expect(throws: (any Error).self) { try QualityReportCommand.parse(arguments) }
  }
}
