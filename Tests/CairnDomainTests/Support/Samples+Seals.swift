import CairnMessages
import Identifiers

@testable import CairnDomain

extension Samples {
  /// Who acts in `Samples.context`.
  static let actorID = Identifier128(personID) ?? .nil128

  /// Who acts for the police where something is sealed.
  static var supervisor: CommandContext {
    var supervisor = context
    supervisor.role = .policeSupervisor
    return supervisor
  }

  static var sealCaseRequest: SealCaseRequest {
    var manager = context
    manager.role = .manager
    return SealCaseRequest(
      context: manager, caseID: caseID.description, ground: "member-of-staff",
      readers: [SealReader(agencyID: "hub", personID: personID)], reason: "A screener's nephew.")
  }

  static var sealCategoriesRequest: SealCategoriesRequest {
    SealCategoriesRequest(
      context: supervisor, caseID: caseID.description, categories: ["location", "contact"], ground: "refuge",
      readers: [SealReader(agencyID: "council")], reason: "Moved tonight.")
  }

  static var contributeRequest: ContributeSealedRequest {
    ContributeSealedRequest(
      context: supervisor, caseID: caseID.description,
      information: ProvidedInformation(statements: [
        Statement(
          assertion: .reported, text: "He was seen there.", source: "a neighbour", observedAt: occurredAt,
          recordedAt: occurredAt)
      ]), ground: "confidential-source", readers: [SealReader(agencyID: "hub", personID: personID)],
      reason: "It would show who said it.")
  }

  static var releaseRequest: ReleaseSealRequest {
    ReleaseSealRequest(
      context: supervisor, caseID: caseID.description, sealID: sealID.description, reason: "The trial is over.")
  }
}
