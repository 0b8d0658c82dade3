internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn case decide`
struct CaseDecide: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "Decide the threshold of a case.",
    discussion: """
      Until a case is accepted another decision may follow; the last one stands, and all stay readable. No further action \
      ends the case.

      \(Who.may(CaseServiceMethods.decideThreshold))

      Examples:
        cairn case decide CASE accepted --because "S17 criteria met: unsupervised, no food" --told referrer --as hub/manager
        cairn case decide CASE no-further-action --because … --advice "Call again if it recurs" --as hub/manager
      """)

  enum Outcome: String, ExpressibleByArgument, CaseIterable {
    case noFurtherAction = "no-further-action"
    case signposted
    case earlyHelp = "early-help"
    case accepted

    var outcome: ThresholdOutcome {
      switch self {
      case .noFurtherAction: .noFurtherAction
      case .signposted: .signposted
      case .earlyHelp: .earlyHelp
      case .accepted: .accepted
      }
    }
  }

  enum Party: String, ExpressibleByArgument, CaseIterable {
    case referrer, family, child

    var party: ToldParty {
      switch self {
      case .referrer: .referrer
      case .family: .family
      case .child: .child
      }
    }
  }

  @Argument(help: "The case's id.")
  var id: String

  @Argument(help: "What is decided.")
  var outcome: Outcome

  @Option(help: "The grounds: facts and criteria that it rests on.")
  var because: String

  @Option(help: "What the referrer is advised to do or to watch for; with no further action required. They read it.")
  var advice = ""

  @Option(help: "Who else can help the family; with signposting required.")
  var signpostedTo = ""

  @Option(name: .customLong("told"), help: "Who was told; may be given more than once.")
  var told: [Party] = []

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(CaseServiceMethods.decideThreshold) { hub in
      DecideThresholdRequest(
        context: hub.commandContext(), caseID: id, outcome: outcome.outcome, grounds: because, advice: advice,
        signpostedTo: signpostedTo, told: told.map { Told(party: $0.party) })
    } lines: { _ in
      ["Case \(id): \(outcome.outcome.label ?? "")."]
    }
  }
}
