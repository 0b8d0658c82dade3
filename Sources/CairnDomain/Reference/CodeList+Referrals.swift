extension CodeList {
  /// The source of "9": whoever referred gave no name, and none is asked for.
  static let anonymousSource = "9"

  /// Where a referral comes from.
  ///
  /// Source: Department for Education, Children in Need census, code sets.
  package static let referralSource = CodeList(
    "referral-source", "Source of a referral", source: RuleSource.censusCodes,
    [
      "1A": "family member, relative or carer",
      "1B": "acquaintance",
      "1C": "self",
      "1D": "other individual",
      "2A": "school",
      "2B": "education services",
      "3A": "general practitioner",
      "3B": "health visitor",
      "3C": "school nurse",
      "3D": "other primary health services",
      "3E": "accident and emergency",
      "3F": "other health services",
      "4": "housing",
      "5A": "local authority social care",
      "5B": "other services of the same local authority",
      "5C": "services of another local authority",
      "5D": "local authority early help",
      "6": "police",
      "7": "other legal agency",
      "8": "other",
      "9": "anonymous",
      "10": "not known",
    ], validFrom: ["5D": CivilDate(knownYear: 2022, month: 4, day: 1)])

  /// Why somebody acts or asks. Every command and query names one.
  package static let purpose = CodeList(
    "purpose", "Purpose of a command or a query", source: RuleSource.own,
    [
      "child-safeguarding": "safeguarding or promoting the welfare of a child",
      "adult-safeguarding": "safeguarding an adult at risk",
      "operation": "running the hub's systems",
      "audit": "examining who did and saw what",
      "review": "reviewing one case, for learning or by order",
    ])

  /// On what ground of Article 6(1) the parties to an agreement process personal data.
  package static let article6Basis = CodeList(
    "article-6-basis", "Lawful basis of processing, UK GDPR Article 6(1)", source: RuleSource.lawfulness,
    [
      "c": "a legal obligation",
      "d": "vital interests",
      "e": "a task in the public interest or official authority",
      "ea": "a recognised legitimate interest",
      "f": "legitimate interests",
    ])

  /// Why a case is closed.
  package static let closureReason = CodeList(
    "closure-reason", "Reason for closing a case", source: RuleSource.censusCodes,
    [
      "RC1": "adopted",
      "RC2": "died",
      "RC3": "child arrangements order",
      "RC4": "special guardianship order",
      "RC5": "transferred to services of another local authority",
      "RC6": "transferred to adult social care",
      "RC7": "services ceased for any other reason, or no longer in need",
      "RC8": "closed after assessment, no further action",
      "RC9": "closed after assessment, referred to early help",
    ], validFrom: ["RC9": CivilDate(knownYear: 2022, month: 4, day: 1)])

  /// Why data of a special category is shared without consent, to safeguard a child or an adult at risk.
  package static let consentReason = CodeList(
    "consent-reason", "Reason for sharing without consent", source: RuleSource.withoutConsent,
    [
      "CANNOT_GIVE": "the person cannot give it",
      "CANNOT_REASONABLY_OBTAIN": "it cannot reasonably be expected to be obtained",
      "WOULD_PREJUDICE": "to ask for it would prejudice the protection of the child or adult",
    ])

  /// Why an agency does not share what it was asked for. That it holds nothing is a nil return and no reason; that nobody
  /// consented is none either while a child may be at risk.
  package static let declineReason = CodeList(
    "decline-reason", "Reason for declining a request for information", source: RuleSource.sharing,
    [
      "DETRIMENT_TO_CHILD": "sharing would harm the child more than not sharing",
      "NOT_RELEVANT": "what is held is not relevant to the child's safety or welfare",
      "REQUEST_NOT_VERIFIED": "who asks, for what, or what is wanted is not clear: ask again",
      "PREJUDICE_TO_INVESTIGATION": "sharing would prejudice an inquiry, proceedings or a source",
      "RISK_TO_ANOTHER": "sharing would put another person in danger, also when parts are left out",
      "LEGALLY_PRIVILEGED": "legal professional privilege",
      "PROHIBITED": "an enactment or a court's order forbids it",
    ])
}
