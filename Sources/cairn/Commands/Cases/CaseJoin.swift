internal import ArgumentParser
internal import CairnMessages

/// `cairn case attach`
struct CaseAttach: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Join the case of another referral of the same child to one that is open already.",
    discussion: """
      Both referrals are shown with the case that goes on; the other case ends and names it.

      \(Who.may(CaseServiceMethods.attachReferral))

      Example: cairn case attach CASE OTHER --because "same NHS number, mother confirms" --as hub/screener
      """)

  @Argument(help: "The case that goes on.")
  var id: String

  @Argument(help: "The case that another referral has opened.")
  var joined: String

  @Option(help: "How it is known that both are the same child.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(CaseServiceMethods.attachReferral) { hub in
      AttachReferralRequest(context: hub.commandContext(), caseID: id, joinedCaseID: joined, reason: because)
    } lines: { _ in
      ["Case \(joined) is joined to case \(id), which goes on."]
    }
  }
}

/// `cairn case link`
struct CaseLinkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "Link the cases of siblings, or of children of one household.",
    discussion: """
      \(Who.may(CaseServiceMethods.linkCases))

      Example: cairn case link CASE OTHER --as-relation household --because "both live with the grandmother" --as hub/screener
      """)

  enum Relation: String, ExpressibleByArgument, CaseIterable {
    case sibling, household

    var relation: CaseRelation {
      switch self {
      case .sibling: .sibling
      case .household: .household
      }
    }
  }

  @Argument(help: "The case's id.")
  var id: String

  @Argument(help: "The other case's id.")
  var other: String

  @Option(name: .customLong("as-relation"), help: "What links them.")
  var relation = Relation.sibling

  @Option(help: "How it is known.")
  var because: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await client.call(CaseServiceMethods.linkCases) { hub in
      LinkCasesRequest(
        context: hub.commandContext(), caseID: id, otherCaseID: other, relation: relation.relation, reason: because)
    } lines: { _ in
      ["Cases \(id) and \(other) are linked."]
    }
  }
}
