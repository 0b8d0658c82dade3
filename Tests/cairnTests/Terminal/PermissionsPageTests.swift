import Foundation
import Testing

@testable import cairn

@Suite struct PermissionsPageTests {
  @Test func theDocsHoldTheTableThatDecides() throws {
    let page = URL(fileURLWithPath: #filePath).appending(path: "../../../../docs/permissions.md").standardized
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(
      text == PermissionsPage.markdown.joined(separator: "\n") + "\n",
      "run: cairn permissions --markdown > docs/permissions.md")
  }

  @Test func aTerminalOfEightyColumnsShowsItWhole() {
    #expect(PermissionsPage.lines(width: 80).allSatisfy { $0.count <= 80 })
  }
}
