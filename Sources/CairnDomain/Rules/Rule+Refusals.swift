/// What cannot be understood, or would make the record senseless, and is therefore refused.
extension Rule {
  static let required = Rule(
    "C-001", "What a command cannot do without is given", source: RuleSource.contract, .refuse(reason: "REQUIRED"),
    message: "must be given and not be blank")
  static let uuid = Rule(
    "C-002", "An id is the text of a UUID", source: RuleSource.uuids, .refuse(reason: "MALFORMED_ID"),
    message: "must be a UUID as text, such as 017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
  static let readableTime = Rule(
    "C-003", "The time of a command can be read", source: RuleSource.times, .refuse(reason: "MALFORMED_TIME"),
    message: "must be a time of RFC 3339 with an offset, such as 2026-11-23T09:30:00+00:00")
  static let timeNotInFuture = Rule(
    "C-004", "A command tells of what has happened", source: RuleSource.contract, .refuse(reason: "IN_FUTURE"),
    message: "must not be more than 5 minutes ahead of the server's clock: check the sender's clock and offset")
  static let knownRole = Rule(
    "C-005", "A role is one of the contract's", source: RuleSource.contract, .refuse(reason: "UNKNOWN_ROLE"),
    message: "must be one of the roles of the contract")
  static let knownPurpose = Rule(
    "C-006", "The purpose is in the reference data", source: RuleSource.dataProtection,
    .refuse(reason: "UNKNOWN_PURPOSE"),
    message: "must be one of the purposes of the reference data, such as child-safeguarding")
  static let textLimit = Rule(
    "C-007", "A text is within its limit", source: RuleSource.contract, .refuse(reason: "TOO_LONG"),
    message: "must be shorter")
  static let listLimit = Rule(
    "C-008", "A list is within its limit", source: RuleSource.contract, .refuse(reason: "TOO_MANY"),
    message: "must have fewer entries")
  static let indexInRange = Rule(
    "C-009", "An index points at a child of the referral", source: RuleSource.contract, .refuse(reason: "OUT_OF_RANGE"),
    message: "must be the index of one of the referral's children, counted from 0")
  static let agencyIDForm = Rule(
    "C-010", "An agency's id has its form", source: RuleSource.contract, .refuse(reason: "MALFORMED_AGENCY_ID"),
    message: "must be 2 to 40 of a-z, 0-9 and \"-\", beginning with a letter")
  static let agencyIDNotReserved = Rule(
    "C-011", "The hub's own id is not given to another", source: RuleSource.contract, .refuse(reason: "RESERVED"),
    message: "is the hub's own id, which exists from the beginning: choose another")
  static let knownAgencyKind = Rule(
    "C-012", "An agency's kind is known", source: RuleSource.contract, .refuse(reason: "UNKNOWN_KIND"),
    message: "must be one of the kinds of the contract")
  static let knownRating = Rule(
    "C-013", "A rating is red, amber or green", source: RuleSource.contract, .refuse(reason: "UNKNOWN_RATING"),
    message: "must be red, amber or green")

  static let knownCode = Rule(
    "C-014", "A code of a query is one of the contract's", source: RuleSource.contract,
    .refuse(reason: "UNKNOWN_CODE"), message: "must be one of the codes of the contract")
  static let pageToken = Rule(
    "C-015", "A page token goes with the query that it was given for", source: RuleSource.contract,
    .refuse(reason: "PAGE_TOKEN_UNKNOWN"),
    message: "must be the token of the page before, with the same filters and sort; empty for the first page")

  static let twoCases = Rule(
    "C-016", "Two cases are named, not one twice", source: RuleSource.contract, .refuse(reason: "SAME_CASE"),
    message: "must be another case")
  static let namedOnce = Rule(
    "C-017", "An agency or a role is named once", source: RuleSource.contract, .refuse(reason: "NAMED_TWICE"),
    message: "is named already")
  static let agencyRegistered = Rule(
    "C-018", "An agency that is named is registered", source: RuleSource.contract,
    .refuse(reason: "AGENCY_NOT_REGISTERED"),
    message: "is not registered with this hub: list the agencies, or ask its operator to register it")
  static let dueAhead = Rule(
    "C-019", "A request is due in the future, within a year", source: RuleSource.contract,
    .refuse(reason: "NOT_AHEAD"), message: "must be ahead of now by at most 366 days, or 0 for the rating's time")
  static let oneAnswer = Rule(
    "C-020", "A request gets exactly one answer", source: RuleSource.contract, .refuse(reason: "ONE_ANSWER"),
    message: "exactly one of information, nil_return and declined must be given")
  static let aboutThisChild = Rule(
    "C-021", "An agency's statement speaks of the child that it was asked about", source: RuleSource.contract,
    .refuse(reason: "OTHER_CHILD"), message: "must stay empty: refer another child by a referral")
  static let oneOwner = Rule(
    "C-022", "A finding is of a case or of a referral", source: RuleSource.contract, .refuse(reason: "TWO_OWNERS"),
    message: "must stay empty where case_id is given")
  static let adviceGiven = Rule(
    "C-023", "With no further action the referrer is advised", source: RuleSource.workingTogether,
    .refuse(reason: "ADVICE_MISSING"), message: "must say what the referrer is advised to do or to watch for")
  static let signpostGiven = Rule(
    "C-024", "Signposting says to whom", source: RuleSource.workingTogether, .refuse(reason: "SIGNPOST_MISSING"),
    message: "must say who else can help the family")
  static let dayReadable = Rule(
    "C-025", "A day can be read", source: RuleSource.dates, .refuse(reason: "MALFORMED_DATE"),
    message: "must be a day of the calendar as YYYY-MM-DD")
  static let closureNotInFuture = Rule(
    "C-026", "A case is closed on a day that has come", source: RuleSource.contract, .refuse(reason: "IN_FUTURE"),
    message: "must not be after today")
  static let exactKey = Rule(
    "C-027", "People are found by what identifies them exactly", source: RuleSource.dataProtection,
    .refuse(reason: "KEY_MISSING"),
    message: """
      must hold an NHS number, a UPN or a PNC id that is whole; or give given and family name, date of birth and postcode
      """)

  static let endsAfterBeginning = Rule(
    "C-040", "What is given for a time ends after it begins", source: RuleSource.contract,
    .refuse(reason: "ENDS_BEFORE_BEGINNING"), message: "must not be before the beginning")

  static let grantableLevel = Rule(
    "C-041", "What breaking the glass gives is not granted", source: RuleSource.contract,
    .refuse(reason: "NOT_GRANTABLE"), message: "must be another level: only whoever acts can break the glass")
  static let categoriesOfSpecific = Rule(
    "C-042", "Categories go with a specific grant", source: RuleSource.contract, .refuse(reason: "NOT_SPECIFIC"),
    message: "must stay empty unless the level is specific")

  static let sealableCategory = Rule(
    "C-043", "The course of a case is sealed with the case", source: RuleSource.own,
    .refuse(reason: "NOT_SEALABLE"), message: "must be another category: seal the case as a whole")

  static let sharedWithAnother = Rule(
    "C-044", "What is decided on is another's to receive", source: RuleSource.contract,
    .refuse(reason: "OWN_AGENCY"), message: "must be another agency than your own")
  static let wholeDigest = Rule(
    "C-045", "A digest is whole", source: RuleSource.contract, .refuse(reason: "NOT_A_DIGEST"),
    message: "must be the 32 bytes of a SHA-256 digest, or empty")
  static let ofOtherOutcome = Rule(
    "C-046", "A decision gives the reasons of its own outcome", source: RuleSource.contract,
    .refuse(reason: "OF_OTHER_OUTCOME"), message: "must stay empty: it belongs to the other outcome")
  static let agreementBetweenThem = Rule(
    "C-047", "What is shared under an agreement is shared between its parties", source: RuleSource.sharingCode,
    .refuse(reason: "AGREEMENT_UNKNOWN"),
    message: "must be an agreement, in a version to which both agencies are parties: list the agreements")

  static let hubKeepsItsCases = Rule(
    "C-048", "The hub as a whole is excluded from no case", source: RuleSource.own, .refuse(reason: "NOT_EXCLUDABLE"),
    message:
      "must be given with the level excluded for the hub: nobody could end it, and the child would be lost to the hub")

  static let refusals: [Rule] = [
    required, uuid, readableTime, timeNotInFuture, knownRole, knownPurpose, textLimit, listLimit, indexInRange,
    agencyIDForm, agencyIDNotReserved, knownAgencyKind, knownRating, knownCode, pageToken,
    twoCases, namedOnce, agencyRegistered, dueAhead, oneAnswer, aboutThisChild, oneOwner, adviceGiven, signpostGiven,
    dayReadable, closureNotInFuture, exactKey, endsAfterBeginning, grantableLevel, categoriesOfSpecific,
    sealableCategory, sharedWithAnother, wholeDigest, ofOtherOutcome, agreementBetweenThem, hubKeepsItsCases,
  ]
}
