internal import ArgumentParser
internal import CairnJSON
internal import CairnMessages

/// `cairn case correct`
struct CaseCorrect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct", abstract: "Put right what the record says of a child.",
    discussion: """
      The file holds the child as the record is to describe them from now on, whole, in the JSON form of the message Child. \
      What stood before stays readable. What is right now has no finding any more.

      \(Who.may(CaseServiceMethods.correct))

      Example: cairn case correct CASE child.json --because "birth certificate seen" --as hub/screener
      """)

  @Argument(help: "The case's id.")
  var id: String

  @Argument(help: "The file, or - for standard input.")
  var file: String

  @Option(help: "What was wrong, and how the right is known.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(CaseServiceMethods.correct) { hub in
      CorrectRequest(
        context: hub.commandContext(), caseID: id, child: try JSONText.read(Child.self, fromFile: file),
        reason: because)
    } lines: { response in
      ["Case \(id) is corrected."] + FindingTable.lines(response.findings, width: Terminal.width)
    }
  }
}

/// `cairn case resolve`
struct CaseResolve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Answer a finding with a reason: the data is right, or cannot be better.",
    discussion: """
      Rule and field are those that `cairn case show` lists. Findings about all children of a referral are resolved on the \
      referral: --referral in place of the case.

      \(Who.may(CaseServiceMethods.resolveFinding))

      Example: cairn case resolve 4220 children[0].ethnicity --case CASE --because "family declined" --as hub/screener
      """)

  @Argument(help: "The rule's number.")
  var rule: String

  @Argument(help: "The field.")
  var field: String

  @Option(name: .customLong("case"), help: ArgumentHelp("The case that has the finding.", valueName: "id"))
  var caseID = ""

  @Option(name: .customLong("referral"), help: ArgumentHelp("The referral that has it.", valueName: "id"))
  var referralID = ""

  @Option(help: "Why.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(CaseServiceMethods.resolveFinding) { hub in
      ResolveFindingRequest(
        context: hub.commandContext(), caseID: caseID, referralID: referralID, rule: rule, field: field,
        reason: because)
    } lines: { _ in
      ["Finding \(rule) at \(field) is resolved."]
    }
  }
}
