extension CodeList {
  /// The source of "9": whoever referred gave no name, and none is asked for.
  static let anonymousSource = "9"

  /// Where a referral comes from.
  ///
  /// Source: Department for Education, Children in Need census, code sets.
  package static let referralSource = CodeList([
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
  ])

  /// Why somebody acts or asks. Every command and query names one.
  package static let purpose = CodeList([
    "child-safeguarding": "safeguarding or promoting the welfare of a child",
    "adult-safeguarding": "safeguarding an adult at risk",
    "operation": "running the hub's systems",
    "audit": "examining who did and saw what",
    "review": "reviewing one case, for learning or by order",
  ])
}
