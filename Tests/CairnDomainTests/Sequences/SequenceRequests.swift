import CairnMessages

@testable import CairnDomain

/// The requests that steps stand for: small, since a great many are read.
enum SequenceRequests {
  static let right = Child(
    name: PersonName(given: "Robin"), dateOfBirth: "2019-05-04", sex: "F", ethnicity: "WBRI", disabilities: ["NONE"])
  static let wrong = Child(
    name: PersonName(given: "Robin"), dateOfBirth: "2019-05-04", sex: "F", disabilities: ["NONE"])

  static func context(_ role: Role, occurredAt: String) -> CommandContext {
    CommandContext(
      commandID: Samples.commandID, occurredAt: occurredAt, actingPerson: Samples.personID, role: role,
      purpose: "child-safeguarding")
  }

  /// Without a narrative, and with one child whose ethnicity is missing.
  static func referral(_ number: Int) -> Referral {
    Referral(
      children: SequenceIDs.cases(of: number).map { $0 == 1 ? right : wrong },
      reporter: Reporter(capacity: "constable"), source: "6", primaryNeed: "N1")
  }

  static func respond(
    _ answer: SequenceStep.Answer, caseID: String, requestID: String, _ context: CommandContext
  ) -> RespondToRequestRequest {
    var sent = RespondToRequestRequest(context: context, caseID: caseID, requestID: requestID)
    switch answer {
    case .information:
      let statement = Statement(
        assertion: .fact, text: "x", observedAt: context.occurredAt, recordedAt: context.occurredAt)
      sent.information = ProvidedInformation(statements: [statement])
    case .nilReturn: sent.nilReturn = NilReturn()
    case .declined: sent.declined = Declined(reasonCode: "NOT_RELEVANT", reason: "x")
    }
    return sent
  }
}
