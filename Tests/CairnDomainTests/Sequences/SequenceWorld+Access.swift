import CairnMessages
import Identifiers

@testable import CairnDomain

extension SequenceWorld {
  /// Commands about who may see a case.
  func decideOnAccess(
    _ step: SequenceStep, context: CommandContext, hub: Caller
  ) throws(Rejection) -> [StreamDecision] {
    let grantID = SequenceIDs.grant(grantCount)
    switch step.command {
    case .grant(let number, let level, let agency, let person, let hours):
      let request = GrantAccessRequest(
        context: context, caseID: SequenceIDs.caseTexts[number], agencyID: SequenceIDs.agencies[agency].description,
        personID: SequenceIDs.actingPerson(person), level: level,
        categories: level == .specific ? ["education"] : [], endAtUs: hours == 0 ? 0 : now + hours * Clock.hour,
        reason: "x")
      return try CaseDecider.decide(
        GrantAccess(validating: request, from: hub), grantID: grantID, isRegistered: agency < SequenceIDs.registered,
        cases[number].state)
    case .breakGlass(let number, let person):
      var acting = context
      acting.actingPerson = SequenceIDs.actingPerson(person)
      let request = BreakGlassRequest(context: acting, caseID: SequenceIDs.caseTexts[number], reason: "x")
      return try CaseDecider.decide(BreakGlass(validating: request, from: hub), grantID: grantID, cases[number].state)
    case .endAccess(let number, let grant):
      let request = EndAccessRequest(
        context: context, caseID: SequenceIDs.caseTexts[number], grantID: id(ofGrant: grant, in: number), reason: "x")
      return try CaseDecider.decide(EndAccess(validating: request, from: hub), cases[number].state)
    case .review(let number, let grant):
      let request = ReviewBreakGlassRequest(
        context: context, caseID: SequenceIDs.caseTexts[number], grantID: id(ofGrant: grant, in: number),
        finding: .justified, note: "x")
      return try CaseDecider.decide(ReviewBreakGlass(validating: request, from: hub), cases[number].state)
    default: return []
    }
  }

  /// A grant of the case, counted from the last, or one that is not there.
  private func id(ofGrant index: Int, in number: Int) -> String {
    let made = cases[number].document?.grants ?? []
    return index < made.count ? made[made.count - 1 - index].grantID : SequenceIDs.grant(999).description
  }
}
