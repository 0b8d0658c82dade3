/// What is recorded about a child although it is incomplete or wrong, with a finding.
extension Rule {
  static let birthOrExpectedDate = Rule(
    "8525Q", "Either a date of birth or an expected date of delivery", source: RuleSource.census, .finding,
    message: "Give either the date of birth, marked as estimated if it is, or the expected date of delivery, not both.")
  static let referralLongBeforeBirth = Rule(
    "8606", "The referral is at most 40 weeks before the birth", source: RuleSource.census, .finding,
    message: "The referral is more than 40 weeks before this date: check the date and the time of the referral.")
  static let sexCode = Rule(
    "4180", "Sex is given by its code", source: RuleSource.census, .finding,
    message: "Sex is missing or not a code of the reference data: give M, F or, if it is not known, U.")
  static let ethnicityCode = Rule(
    "4220", "Ethnicity is given by its code", source: RuleSource.census, .finding,
    message: "Ethnicity is missing or not a code of the reference data: give its code, or NOBT if not yet obtained.")
  static let disabilityCode = Rule(
    "8540", "Disability is given by its codes", source: RuleSource.census, .finding,
    message: "Disability is missing or not a code of the reference data: give the codes that hold, or NONE.")
  static let noDisabilityStandsAlone = Rule(
    "8790", "NONE stands alone among disabilities", source: RuleSource.census, .finding,
    message: "NONE is given together with other disabilities: remove whichever is wrong.")

  static let unbornSex = Rule(
    "8750", "The sex of an unborn child is U", source: RuleSource.census, .finding,
    message: "The child is not born yet and has a sex other than U: give U, or the date of birth.")
  static let disabilityOnce = Rule(
    "8794", "A disability is given once", source: RuleSource.census, .finding,
    message: "The same disability stands there twice: remove one.")

  static let upnCheckLetter = Rule(
    "1510", "The check letter of a UPN fits", source: RuleSource.census, .finding,
    message: "The first letter of the unique pupil number does not fit the rest: compare it with its source.")
  static let upnSerial = Rule(
    "1540", "Characters 5 to 12 of a UPN are digits", source: RuleSource.census, .finding,
    message: "Characters 5 to 12 of the unique pupil number are not all digits: compare it with its source.")
  static let upnLastCharacter = Rule(
    "1550", "Character 13 of a UPN is a digit or an allowed letter", source: RuleSource.census, .finding,
    message: "Character 13 of the unique pupil number is no digit, nor a letter other than I, O and S.")

  static let calendarDate = Rule(
    "C-101", "A date is a day of the calendar", source: RuleSource.dates, .finding,
    message: "This is not a day of the calendar as YYYY-MM-DD: write it so, or leave it empty.")
  static let childName = Rule(
    "C-102", "A child is named", source: RuleSource.own, .finding,
    message: "Neither a given nor a family name is there: add what is known.")
  static let birthAfterReferral = Rule(
    "C-103", "A date of birth is not after the referral", source: RuleSource.own, .finding,
    message: "The date of birth is after the day of the referral: an unborn child has an expected date of delivery.")
  static let adult = Rule(
    "C-104", "A child is under 18", source: RuleSource.childrenAct, .finding,
    message: "By the date of birth this person was 18 or older on the day of the referral: check the date.")
  static let nhsNumberForm = Rule(
    "C-111", "An NHS number has ten digits", source: RuleSource.nhsDictionary, .finding,
    message: "The NHS number does not have exactly ten digits: compare it with its source.")
  static let nhsNumberCheckDigit = Rule(
    "C-112", "The check digit of an NHS number fits", source: RuleSource.nhsDictionary, .finding,
    message: "The check digit of the NHS number does not fit: compare it with its source.")
  static let upnLocalAuthority = Rule(
    "C-119", "Characters 2 to 4 of a UPN are digits", source: RuleSource.upnGuide, .finding,
    message: "Characters 2 to 4 of the unique pupil number are not digits: compare it with its source.")
  static let upnLength = Rule(
    "C-113", "A UPN has 13 characters", source: RuleSource.upnGuide, .finding,
    message: "The unique pupil number does not have exactly 13 characters: compare it with its source.")
  static let pncForm = Rule(
    "C-114", "A PNC id has its form", source: RuleSource.homeOffice, .finding,
    message: "The PNC id is not written as YYYY/NNNNNNND: write it so.")
  static let pncCheckLetter = Rule(
    "C-115", "The check letter of a PNC id fits", source: RuleSource.homeOffice, .finding,
    message: "The last letter of the PNC id does not fit the rest: compare it with its source.")
  static let identifierValue = Rule(
    "C-116", "An identifier has a value", source: RuleSource.own, .finding,
    message: "The identifier is empty: give it, or remove the entry.")
  static let identifierScheme = Rule(
    "C-117", "An identifier says of what kind it is", source: RuleSource.own, .finding,
    message: "It is not said what kind of identifier this is: name its scheme.")
  static let identifierOfOneChild = Rule(
    "C-118", "Two children do not share an identifier", source: RuleSource.own, .finding,
    message: "Another child of this referral has the same identifier: correct whichever is wrong.")
  static let postcodeForm = Rule(
    "C-121", "A postcode has its form", source: RuleSource.bs7666, .finding,
    message: "This does not have the form of a UK postcode: correct it, or leave it empty.")
  static let localAuthorityCode = Rule(
    "C-122", "A local authority is given by its GSS code", source: RuleSource.geographicCodes, .finding,
    message: "This is not the nine-character GSS code of a local authority: correct it, or leave it empty.")

  static let childFindings: [Rule] = [
    upnCheckLetter, upnSerial, upnLastCharacter, sexCode, ethnicityCode, birthOrExpectedDate, disabilityCode,
    referralLongBeforeBirth, unbornSex, noDisabilityStandsAlone, disabilityOnce,
    calendarDate, childName, birthAfterReferral, adult, nhsNumberForm, nhsNumberCheckDigit, upnLength, pncForm,
    pncCheckLetter, identifierValue, identifierScheme, identifierOfOneChild, upnLocalAuthority, postcodeForm,
    localAuthorityCode,
  ]
}
