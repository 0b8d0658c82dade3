import CairnMessages
import Identifiers

@testable import CairnDomain

extension SequenceWorld {
  /// Stands between the decision and the log, so that a wrong decision can be tried.
  typealias Mutant = @Sendable (SequenceWorld, SequenceStep, Outcome) -> Outcome

  /// Carries out one step and says what became of it.
  mutating func carryOut(_ step: SequenceStep, mutant: Mutant?) -> Outcome {
    now += step.waitSeconds * 1_000_000
    let outcome: Outcome
    switch step.command {
    case .recordMissed(let number): outcome = recordMissed(ofCase: number)
    case .recordMissedOfReferral(let number): outcome = recordMissed(ofReferral: number)
    default:
      let decided = decided(step)
      outcome = mutant?(self, step, decided) ?? decided
    }
    guard case .success(let decisions) = outcome else { return outcome }
    switch step.command {
    case .recordMissed, .recordMissedOfReferral: break
    case .ask(_, let agencies, _):
      requestCount += agencies.count
      record(decisions, agencyID: "hub")
    case .grant, .breakGlass:
      grantCount += 1
      record(decisions, agencyID: "hub")
    case .respond(_, _, let agency, _): record(decisions, agencyID: SequenceIDs.agencies[agency].description)
    case .submit: record(decisions, agencyID: "met")
    default: record(decisions, agencyID: "hub")
    }
    return outcome
  }

  private func decided(_ step: SequenceStep) -> Outcome {
    do throws(Rejection) {
      return .success(try decide(step))
    } catch {
      return .failure(error)
    }
  }

  private func decide(_ step: SequenceStep) throws(Rejection) -> [StreamDecision] {
    let occurredAt = Timestamp(microseconds: now - step.agoSeconds * 1_000_000)?.text ?? ""
    let context = SequenceRequests.context(.manager, occurredAt: occurredAt)
    let hub = Caller(agencyID: .hub, nowMicroseconds: now)
    switch step.command {
    case .submit(let number):
      let command = try SubmitReferral(
        validating: SubmitReferralRequest(context: context, referral: SequenceRequests.referral(number)),
        from: Caller(agencyID: Samples.police, nowMicroseconds: now))
      return try ReferralDecider.decide(
        command, identifiers: SequenceIDs.identifiers(of: number), referrals[number].state)
    case .acknowledge(let number):
      let request = AcknowledgeReferrerRequest(context: context, referralID: SequenceIDs.referral(number).description)
      return try ReferralDecider.decide(
        AcknowledgeReferrer(validating: request, from: hub), referrals[number].state)
    case .rate(let number, let rag):
      let request = SetRagRequest(context: context, caseID: text(number), rag: rag, rationale: "x")
      return try CaseDecider.decide(SetRag(validating: request, from: hub), cases[number].state)
    case .decide(let number, let outcome):
      let request = DecideThresholdRequest(
        context: context, caseID: text(number), outcome: outcome, grounds: "x", advice: "x", signpostedTo: "x")
      return try CaseDecider.decide(DecideThreshold(validating: request, from: hub), cases[number].state)
    case .close(let number, let daysAgo):
      let request = CloseRequest(
        context: context, caseID: text(number), reasonCode: "RC7",
        closedOn: LondonTime.date(atMicroseconds: now - daysAgo * Clock.day)?.text ?? "")
      return try CaseDecider.decide(CloseCase(validating: request, from: hub), cases[number].state)
    case .correct(let number, let isRight):
      let child = isRight ? SequenceRequests.right : SequenceRequests.wrong
      let request = CorrectRequest(context: context, caseID: text(number), child: child, reason: "x")
      return try CaseDecider.decide(CorrectChild(validating: request, from: hub), cases[number].state)
    default: return try decideBetween(step, context: context, hub: hub)
    }
  }

  /// Commands about two cases, about requests and about findings.
  private func decideBetween(
    _ step: SequenceStep, context: CommandContext, hub: Caller
  ) throws(Rejection) -> [StreamDecision] {
    switch step.command {
    case .attach(let number, let joined):
      let request = AttachReferralRequest(
        context: context, caseID: text(number), joinedCaseID: text(joined), reason: "x")
      return try CaseDecider.decide(
        AttachReferral(validating: request, from: hub), cases[number].state, joined: cases[joined].state)
    case .link(let number, let other, let relation):
      let request = LinkCasesRequest(
        context: context, caseID: text(number), otherCaseID: text(other), relation: relation, reason: "x")
      return try CaseDecider.decide(
        LinkCases(validating: request, from: hub), cases[number].state, other: cases[other].state)
    case .reopen(let number, let rereferral):
      let request = ReopenRequest(
        context: context, caseID: text(number), rereferralCaseID: rereferral.map(text) ?? "", reason: "x")
      return try CaseDecider.decide(
        ReopenCase(validating: request, from: hub), cases[number].state, rereferral: rereferral.map { cases[$0].state })
    case .ask(let number, let agencies, let hours):
      let request = RequestInformationRequest(
        context: context, caseID: text(number), agencyIDs: agencies.map { SequenceIDs.agencies[$0].description },
        information: "x", reason: "x", dueAtUs: hours == 0 ? 0 : now + hours * Clock.hour)
      return try CaseDecider.decide(
        RequestInformation(validating: request, from: hub),
        requestIDs: agencies.indices.map { SequenceIDs.request(requestCount + $0) },
        registered: agencies.map { $0 < SequenceIDs.registered }, cases[number].state)
    case .respond(let number, let request, let agency, let answer):
      let caller = Caller(agencyID: SequenceIDs.agencies[agency], nowMicroseconds: now)
      // A request of the case, or one that is not there.
      let made = cases[number].document?.requests ?? []
      let requestID = request < made.count ? made[request].requestID : SequenceIDs.request(999).description
      let sent = SequenceRequests.respond(answer, caseID: text(number), requestID: requestID, context)
      return try CaseDecider.decide(RespondToRequest(validating: sent, from: caller), cases[number].state)
    case .resolve(let number, let finding):
      let (rule, field) = name(of: finding, in: cases[number].document?.findings)
      let request = ResolveFindingRequest(
        context: context, caseID: text(number), rule: rule, field: field, reason: "x")
      return try CaseDecider.decide(
        ResolveFinding(validating: request, from: hub), on: SequenceIDs.childCase(number), cases[number].state)
    case .resolveOfReferral(let number, let finding):
      let (rule, field) = name(of: finding, in: referrals[number].document?.findings)
      let request = ResolveFindingRequest(
        context: context, referralID: SequenceIDs.referral(number).description, rule: rule, field: field, reason: "x")
      return try ReferralDecider.decide(
        ResolveFinding(validating: request, from: hub), on: SequenceIDs.referral(number), referrals[number].state)
    default: return try decideOnAccess(step, context: context, hub: hub)
    }
  }

  private func text(_ number: Int) -> String { SequenceIDs.caseTexts[number] }

  /// A finding as the view shows it, or one that is not there.
  private func name(of index: Int, in findings: [Finding]?) -> (String, String) {
    guard let findings, index < findings.count else { return ("C-999", "x") }
    return (findings[index].rule, findings[index].field)
  }
}
