internal import CairnMessages

/// What an agreement must say to be signed at all.
extension Faults {
  /// Reads an agreement's id; `nil` if there is a fault.
  mutating func readAgreementID(_ text: String, at path: @autoclosure () -> String) -> AgreementID? {
    let id = AgreementID(text)
    if text.isEmpty {
      add(.required, at: path())
    } else if id == nil {
      add(.agreementIDForm, at: path())
    }
    return id
  }

  /// Reads the parties' agencies; those that cannot be read are left out.
  mutating func readParties(_ parties: [AgreementParty]) -> [AgencyID] {
    let path = "agreement.parties"
    if parties.count < 2 { add(.twoParties, at: path) }
    guard checkCount(parties.count, max: Limits.partiesMax, at: path) else { return [] }
    var read: [AgencyID] = []
    for (index, party) in parties.enumerated() {
      let path = "\(path)[\(index)]"
      if let agencyID = readPartyID(party.agencyID, at: "\(path).agency_id") {
        if read.contains(agencyID) { add(.namedOnce, at: "\(path).agency_id") }
        read.append(agencyID)
      }
      checkRequired(party.organisation, bytesMax: Limits.nameBytesMax, at: "\(path).organisation")
      if party.capacity == .unspecified {
        add(.required, at: "\(path).capacity")
      } else if party.capacity.label == nil {
        add(.knownCapacity, at: "\(path).capacity")
      }
      checkRequired(party.legalCapacity, bytesMax: Limits.termBytesMax, at: "\(path).legal_capacity")
      checkRequired(party.dataProtectionContact, bytesMax: Limits.termBytesMax, at: "\(path).data_protection_contact")
    }
    return read
  }

  private mutating func readPartyID(_ text: String, at path: String) -> AgencyID? {
    let agencyID = AgencyID(text)
    if text.isEmpty {
      add(.required, at: path)
    } else if agencyID == nil {
      add(.agencyIDForm, at: path)
    }
    return agencyID
  }

  /// Checks everything but the parties and the matrix.
  mutating func checkTerms(of agreement: Agreement) {
    checkRequired(agreement.title, bytesMax: Limits.nameBytesMax, at: "agreement.title")
    if agreement.tier == .unspecified {
      add(.required, at: "agreement.tier")
    } else if agreement.tier.label == nil {
      add(.knownTier, at: "agreement.tier")
    }
    checkCodes(agreement.purposes, of: .purpose, breaking: .knownPurpose, at: "agreement.purposes")
    if agreement.purposes.isEmpty { add(.required, at: "agreement.purposes") }
    checkTexts(agreement.legalGateways, at: "agreement.legal_gateways")
    if agreement.legalGateways.isEmpty { add(.required, at: "agreement.legal_gateways") }
    checkCodes(
      agreement.article6Bases, of: .article6Basis, breaking: .knownArticle6Basis, at: "agreement.article_6_bases")
    if agreement.article6Bases.isEmpty, !agreement.isLawEnforcement {
      add(.basisGiven, at: "agreement.article_6_bases")
    }
    checkTexts(agreement.specialConditions, at: "agreement.special_conditions")
    checkSubjectClasses(agreement.subjectClasses)
    checkRequired(agreement.security, bytesMax: Limits.securityBytesMax, at: "agreement.security")
    if !(1...72).contains(agreement.breachNoticeHours) {
      add(.breachNoticeInTime, at: "agreement.breach_notice_hours")
    }
    checkRequired(agreement.dpiaReference, bytesMax: Limits.shortTextBytesMax, at: "agreement.dpia_reference")
    checkRequired(agreement.ropaReference, bytesMax: Limits.shortTextBytesMax, at: "agreement.ropa_reference")
    checkDays(of: agreement)
  }

  private mutating func checkSubjectClasses(_ classes: [SubjectClass]) {
    let path = "agreement.subject_classes"
    if classes.isEmpty { add(.required, at: path) }
    guard checkCount(classes.count, max: Limits.termsMax, at: path) else { return }
    for (index, subjectClass) in classes.enumerated() {
      checkRequired(subjectClass.name, bytesMax: Limits.shortTextBytesMax, at: "\(path)[\(index)].name")
      checkRequired(subjectClass.retention, bytesMax: Limits.termBytesMax, at: "\(path)[\(index)].retention")
    }
    checkOnce(classes.map(\.name), at: path)
  }

  private mutating func checkDays(of agreement: Agreement) {
    let effectiveOn = readDay(agreement.effectiveOn, at: "agreement.effective_on")
    let reviewBy = readDay(agreement.reviewBy, at: "agreement.review_by")
    let expiresOn =
      agreement.expiresOn.isEmpty ? nil : readDay(agreement.expiresOn, at: "agreement.expires_on")
    guard let effectiveOn else { return }
    if let reviewBy, reviewBy < effectiveOn { add(.daysInOrder, at: "agreement.review_by") }
    if let expiresOn, expiresOn < effectiveOn { add(.daysInOrder, at: "agreement.expires_on") }
  }

  private mutating func readDay(_ text: String, at path: String) -> CivilDate? {
    let day = CivilDate(text)
    if text.isBlank { add(.required, at: path) } else if day == nil { add(.dayReadable, at: path) }
    return day
  }
}
