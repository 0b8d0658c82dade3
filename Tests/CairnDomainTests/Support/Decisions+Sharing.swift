import CairnMessages
import Identifiers

@testable import CairnDomain

extension Samples {
  /// The police decide to give the hub what it asked for.
  static var sharingDecision: SharingDecision {
    SharingDecision(
      recipientAgencyID: "hub", outcome: .share, information: "Two call-outs.", categories: ["police-event"],
      reference: "CRIS 1", sha256: [UInt8](repeating: 7, count: 32), relevance: "Shows a pattern.",
      functionFacilitated: "Deciding the threshold.", detrimentConsidered: "None that outweighs it.",
      article6Basis: "e", legalGateway: "Children Act 2004 s16LA", consentReasonCode: "WOULD_PREJUDICE",
      personInformed: false, notInformedReason: "It would warn him.", consulted: ["Detective inspector"],
      withoutAgreementReason: "In danger now.")
  }

  static var withheldDecision: SharingDecision {
    SharingDecision(
      recipientAgencyID: "hub", outcome: .withhold, information: "A source's report.", categories: ["intelligence"],
      relevance: "Untested.", detrimentConsidered: "The source would be at risk.",
      withheldReasonCode: "RISK_TO_ANOTHER", personInformed: false, notInformedReason: "It would show the source.")
  }
}

extension Decisions {
  /// - Parameters:
  ///   - event: happens before, where there is a case.
  ///   - agreement: the one that the decision names.
  static func recordSharing(
    given event: DomainEvent, as agencyID: AgencyID = Samples.police, isRegistered: Bool = true,
    agreement: AgreementRecord? = nil, _ decision: SharingDecision? = Samples.sharingDecision
  ) -> Decide {
    { state throws(Rejection) in
      let request = RecordSharingDecisionRequest(
        context: Samples.supervisor, caseID: Samples.caseID.description, decision: decision)
      return try CaseDecider.decide(
        RecordSharingDecision(validating: request, from: Samples.caller(agencyID)),
        decisionID: Samples.identifier(810), isRegistered: isRegistered, agreement: agreement,
        CaseDecider.evolve(state, event))
    }
  }
}
