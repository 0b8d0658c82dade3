internal import CairnMessages
internal import Identifiers

extension Faults {
  /// The tests that every decision is put to, and those that go with its outcome.
  ///
  /// - Parameter today: in London; `nil` if it is not known.
  /// - Returns: the agreement that it names; `nil` if it names none.
  mutating func check(_ decision: SharingDecision, on today: CivilDate?) -> AgreementID? {
    if !decision.requestID.isEmpty { _ = readIdentifier(decision.requestID, at: "decision.request_id") }
    checkRequired(decision.information, bytesMax: Limits.rationaleBytesMax, at: "decision.information")
    if decision.categories.isEmpty { add(.required, at: "decision.categories") }
    checkCategories(decision.categories, at: "decision.categories")
    checkLength(decision.reference, bytesMax: Limits.shortTextBytesMax, at: "decision.reference")
    if !decision.sha256.isEmpty, decision.sha256.count != Limits.sha256Bytes {
      add(.wholeDigest, at: "decision.sha256")
    }
    checkRequired(decision.relevance, bytesMax: Limits.rationaleBytesMax, at: "decision.relevance")
    checkRequired(decision.detrimentConsidered, bytesMax: Limits.rationaleBytesMax, at: "decision.detriment_considered")
    checkLength(
      decision.functionFacilitated, bytesMax: Limits.rationaleBytesMax, at: "decision.function_facilitated")
    if !decision.personInformed {
      checkRequired(decision.notInformedReason, bytesMax: Limits.rationaleBytesMax, at: "decision.not_informed_reason")
    }
    checkConsulted(decision.consulted)
    let agreementID = readAgreement(decision)
    switch decision.outcome {
    case .share: checkShared(decision, today, isUnderAgreement: !decision.agreementID.isEmpty)
    case .withhold: checkWithheld(decision, today)
    case .unspecified: add(.required, at: "decision.outcome")
    case .unrecognized: add(.knownCode, at: "decision.outcome")
    }
    return agreementID
  }

  private mutating func checkShared(_ decision: SharingDecision, _ today: CivilDate?, isUnderAgreement: Bool) {
    if decision.functionFacilitated.isBlank { add(.required, at: "decision.function_facilitated") }
    checkRequired(decision.legalGateway, bytesMax: Limits.shortTextBytesMax, at: "decision.legal_gateway")
    checkCode(decision.article6Basis, of: .article6Basis, today, at: "decision.article_6_basis")
    if !decision.consentReasonCode.isEmpty {
      checkCode(decision.consentReasonCode, of: .consentReason, today, at: "decision.consent_reason_code")
    }
    if !decision.withheldReasonCode.isEmpty { add(.ofOtherOutcome, at: "decision.withheld_reason_code") }
    if !isUnderAgreement {
      checkRequired(
        decision.withoutAgreementReason, bytesMax: Limits.rationaleBytesMax, at: "decision.without_agreement_reason")
    }
  }

  private mutating func checkWithheld(_ decision: SharingDecision, _ today: CivilDate?) {
    checkCode(decision.withheldReasonCode, of: .declineReason, today, at: "decision.withheld_reason_code")
    if !decision.article6Basis.isEmpty { add(.ofOtherOutcome, at: "decision.article_6_basis") }
    if !decision.consentReasonCode.isEmpty { add(.ofOtherOutcome, at: "decision.consent_reason_code") }
  }

  private mutating func checkCode(_ code: String, of list: CodeList, _ today: CivilDate?, at path: String) {
    if code.isBlank {
      add(.required, at: path)
    } else if !list.contains(code, on: today) {
      add(.knownCode, at: path, detail: "must be a code of the list \(list.name)")
    }
  }

  private mutating func checkConsulted(_ consulted: [String]) {
    guard checkCount(consulted.count, max: Limits.consultedMax, at: "decision.consulted") else { return }
    for (index, one) in consulted.enumerated() {
      checkRequired(one, bytesMax: Limits.shortTextBytesMax, at: "decision.consulted[\(index)]")
    }
  }

  private mutating func readAgreement(_ decision: SharingDecision) -> AgreementID? {
    guard !decision.agreementID.isEmpty else {
      if decision.agreementVersion != 0 { add(.required, at: "decision.agreement_id") }
      return nil
    }
    if decision.agreementVersion == 0 { add(.required, at: "decision.agreement_version") }
    guard let id = AgreementID(decision.agreementID) else {
      add(.agreementIDForm, at: "decision.agreement_id")
      return nil
    }
    return id
  }
}
