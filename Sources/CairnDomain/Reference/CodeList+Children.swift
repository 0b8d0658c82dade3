/// Source of all four: Department for Education, Children in Need census, code sets.
extension CodeList {
  /// Sex, as recorded.
  package static let sex = CodeList(
    "sex", "Sex", source: RuleSource.censusCodes,
    ["M": "male", "F": "female", "U": "not known, or unborn"])

  /// Ethnicity.
  package static let ethnicity = CodeList(
    "ethnicity", "Ethnicity", source: RuleSource.censusCodes,
    [
      "WBRI": "White British",
      "WIRI": "White Irish",
      "WIRT": "Traveller of Irish heritage",
      "WROM": "Gypsy or Roma",
      "WOTH": "any other White background",
      "MWBC": "White and Black Caribbean",
      "MWBA": "White and Black African",
      "MWAS": "White and Asian",
      "MOTH": "any other mixed background",
      "AIND": "Indian",
      "APKN": "Pakistani",
      "ABAN": "Bangladeshi",
      "AOTH": "any other Asian background",
      "BCRB": "Black Caribbean",
      "BAFR": "Black African",
      "BOTH": "any other Black background",
      "CHNE": "Chinese",
      "OOTH": "any other ethnic group",
      "REFU": "refused",
      "NOBT": "information not yet obtained",
    ])

  /// Disabilities; several may hold, except that `NONE` stands alone.
  package static let disability = CodeList(
    "disability", "Disability", source: RuleSource.censusCodes,
    [
      "NONE": "no disability",
      "MOB": "mobility",
      "HAND": "hand function",
      "PC": "personal care",
      "INC": "incontinence",
      "COMM": "communication",
      "LD": "learning",
      "HEAR": "hearing",
      "VIS": "vision",
      "BEH": "behaviour",
      "CON": "consciousness",
      "AUT": "autism or Asperger syndrome",
      "DDA": "other, under the Equality Act",
    ])

  /// The child's primary need.
  package static let primaryNeed = CodeList(
    "primary-need", "Primary need", source: RuleSource.censusCodes,
    [
      "N1": "abuse or neglect",
      "N2": "child's disability or illness",
      "N3": "parent's disability or illness",
      "N4": "family in acute stress",
      "N5": "family dysfunction",
      "N6": "socially unacceptable behaviour",
      "N7": "low income",
      "N8": "absent parenting",
      "N9": "cases other than children in need",
      "N0": "not stated",
    ])
}
