internal import ArgumentParser
internal import CairnDomain

/// `cairn permissions`
struct PermissionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "permissions",
    abstract: "Show who may send which command and see which view, and in which states of a case.",
    discussion: "This is the table by which the server decides. What it does not allow is refused.")

  @Flag(help: "As Markdown, as docs/permissions.md holds it.")
  var markdown = false

  func run() throws {
    try Terminal.print(markdown ? PermissionsPage.markdown : PermissionsPage.lines(width: Terminal.width))
  }
}
