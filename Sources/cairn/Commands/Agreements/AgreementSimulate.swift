internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn agreement simulate`
struct AgreementSimulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Show who would gain and lose what if a draft were in force.",
    discussion: """
      Looks through what was answered in the last days, and holds each answer against the agreements as they stand and against the \
      draft in place of the agreement of its id. Nothing is recorded of the draft.

      \(Who.may(AgreementServiceMethods.simulateAgreement))

      Example: cairn agreement simulate examples/agreements/local-hub.json --days 90 --as hub/data-protection-officer
      """)

  @Argument(help: "The file of the draft, or - for standard input.")
  var file: String

  @Option(help: "How many days of answers to look through, up to 366.")
  var days: UInt32 = 30

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let agreement = try JSONText.read(Agreement.self, fromFile: file, withCommentLines: true)
    try await client.call(AgreementServiceMethods.simulateAgreement) { hub in
      SimulateAgreementRequest(context: hub.queryContext, agreement: agreement, days: days)
    } lines: { response in
      SimulationTable.lines(response, width: Terminal.width)
    }
  }
}
