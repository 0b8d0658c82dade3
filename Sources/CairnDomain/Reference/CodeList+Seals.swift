extension CodeList {
  /// Why something is sealed.
  package static let sealGround = CodeList(
    "seal-ground", "Ground of a seal", source: RuleSource.own,
    [
      "adoption": "the child is or will be adopted",
      "protected-address": "where the family lives must not be known",
      "refuge": "the family is in a refuge",
      "witness-protection": "somebody is a protected witness",
      "police-sensitive": "police information that would put somebody or an investigation at risk",
      "confidential-source": "who said it would be at risk if it were known",
      "member-of-staff": "the case is of a member of staff or of their family",
      "legal": "a court or the law keeps it closed",
    ])
}
