internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// `cairn sharing record`
struct SharingRecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Put a decision on record.",
    discussion: """
      To share needs the function that it helps with, a basis and a gateway, and an agreement or why it could not wait for one. To \
      withhold needs a reason: `cairn codes decline-reason`. `cairn codes article-6-basis` and `cairn codes consent-reason` list the \
      others.

      \(Who.may(SharingServiceMethods.recordSharingDecision))

      Example: cairn sharing record CASE withhold --with hub --about "a source's report" --category intelligence --relevance "untested" \
      --detriment "the source would be at risk" --reason RISK_TO_ANOTHER --not-informed "would show the source" \
      --as met/police-supervisor
      """)

  enum Outcome: String, ExpressibleByArgument, CaseIterable {
    case share, withhold

    var outcome: SharingOutcome {
      switch self {
      case .share: .share
      case .withhold: .withhold
      }
    }
  }

  @Argument(help: "The case's id.")
  var id: String

  @Argument(help: "What was decided.")
  var outcome: Outcome

  @OptionGroup(title: "What it is about") var subject: SharedInformation

  @OptionGroup(title: "What it rests on") var grounds: SharingGrounds

  @OptionGroup(title: "Server") var client: ClientOptions

  func validate() throws {
    guard grounds.informed != (grounds.notInformed != nil) else {
      throw ValidationError("Give either --informed, or --not-informed with the reason.")
    }
  }

  func run() async throws {
    let decision = try decision()
    try await client.call(SharingServiceMethods.recordSharingDecision) { hub in
      RecordSharingDecisionRequest(context: hub.commandContext(), caseID: id, decision: decision)
    } lines: {
      ["Decision \($0.decisionID) is recorded."]
    }
  }

  private func decision() throws -> SharingDecision {
    SharingDecision(
      recipientAgencyID: subject.recipient, outcome: outcome.outcome, requestID: subject.request,
      information: subject.information, categories: subject.categories, reference: subject.reference,
      sha256: try subject.digest(), relevance: grounds.relevance, functionFacilitated: grounds.function,
      detrimentConsidered: grounds.detriment, article6Basis: grounds.basis, legalGateway: grounds.gateway,
      consentReasonCode: grounds.withoutConsent, withheldReasonCode: grounds.reason, personInformed: grounds.informed,
      notInformedReason: grounds.notInformed ?? "", consulted: grounds.consulted, agreementID: grounds.agreement,
      agreementVersion: grounds.agreementVersion, withoutAgreementReason: grounds.withoutAgreement)
  }
}
