/// Where rules come from.
enum RuleSource {
  static let bs7666 = "BS 7666"
  static let census = "Department for Education, Children in Need census, validation rules"
  static let censusCodes = "Department for Education, Children in Need census, code sets"
  static let childrenAct = "Children Act 1989 s105(1)"
  static let contract = "The contract of the service"
  static let dataProtection = "UK GDPR Art 5(1)(b)"
  static let dates = "ISO 8601-1"
  static let geographicCodes = "ONS, Register of Geographic Codes"
  static let homeOffice = "Home Office, PNC identifier"
  static let nhsDictionary = "NHS Data Dictionary, NHS NUMBER"
  static let own = "This product's own rule"
  static let sharing = "Children Act 2004 s16LA(3); Department for Education, information sharing advice"
  static let times = "RFC 3339 section 5.6"
  static let upnGuide = "Department for Education, Unique Pupil Numbers: guide"
  static let uuids = "RFC 9562 section 4"
  static let workingTogether = "Working Together to Safeguard Children, information sharing"
}
