/// What would make a record senseless in sequence, and is refused.
extension Rule {
  static let closureReasonGiven = Rule(
    "8805", "A closed case has a reason for its closure", source: RuleSource.census, .refuse(reason: "REQUIRED"),
    message: "must give the reason by its code: a case is not closed without one")
  static let closureDateGiven = Rule(
    "8810", "A reason for closure comes with the day of closure", source: RuleSource.census,
    .refuse(reason: "REQUIRED"), message: "must give the day on which the case was closed")
  static let closureReasonCode = Rule(
    "8640", "The reason for closure is given by its code", source: RuleSource.census,
    .refuse(reason: "UNKNOWN_CODE"), message: "must be a code of the reference data, such as RC7")
  static let closureAfterReferral = Rule(
    "8630", "A case is not closed before its referral", source: RuleSource.census,
    .refuse(reason: "CLOSED_BEFORE_REFERRAL"),
    message: "the day of closure is before that of the referral, or of the reopening: check it")

  static let noActivityAfterNoFurtherAction = Rule(
    "8831", "Nothing is done on a referral that ended without further action", source: RuleSource.census,
    .refuse(reason: "NO_FURTHER_ACTION"),
    message: "the case ended without further action: reopen it, or make a new referral if there is a new concern")
  static let noActivityAfterClosure = Rule(
    "8565", "Nothing is done on a case that is closed", source: RuleSource.census, .refuse(reason: "CASE_CLOSED"),
    message: "the case is closed: reopen it, or make a new referral if there is a new concern")
  static let oneOpenEpisode = Rule(
    "8815", "A child has one open case at a time", source: RuleSource.census, .refuse(reason: "EPISODE_OPEN"),
    message: "the case is open already: attach the new referral to it")
  static let assessedBeforeClosure = Rule(
    "8867", "A case that was accepted is not closed before its assessment is completed", source: RuleSource.census,
    .refuse(reason: "ASSESSMENT_OWED"),
    message: "the case was accepted for assessment: it can be closed once the assessment is completed")

  static let noActivityAfterJoining = Rule(
    "C-201", "Nothing is done on a case that was joined to another", source: RuleSource.own,
    .refuse(reason: "CASE_JOINED"), message: "the case was joined to another: act on that one; the view names it")
  static let decidedBeforeClosure = Rule(
    "C-202", "A case is decided before it is closed", source: RuleSource.workingTogether,
    .refuse(reason: "DECISION_OWED"), message: "nobody has decided the threshold yet: decide it first")
  static let ratedBeforeDecision = Rule(
    "C-203", "A case is rated until it is decided", source: RuleSource.own, .refuse(reason: "CASE_DECIDED"),
    message: "the threshold has been decided: the rating served that decision and stands")
  static let acceptedStands = Rule(
    "C-204", "A case that was accepted is with social care", source: RuleSource.own,
    .refuse(reason: "CASE_ACCEPTED"),
    message: "the case was accepted for assessment: what follows is decided by that assessment")
  static let joinedBeforeWork = Rule(
    "C-205", "Only a new case is joined to another", source: RuleSource.own, .refuse(reason: "CASE_WORKED_ON"),
    message: """
      the case to be joined was decided, has ended, agencies were asked in it, or another was joined to it: join the other \
      way round, or link the cases
      """)
  static let twoReferrals = Rule(
    "C-206", "Cases of one referral are of different children", source: RuleSource.own,
    .refuse(reason: "SAME_REFERRAL"), message: "both cases are of one referral, whose children are not the same child")
  static let linkedOnce = Rule(
    "C-207", "Cases are linked once", source: RuleSource.own, .refuse(reason: "ALREADY_LINKED"),
    message: "the cases are linked so already")
  static let linksInLimit = Rule(
    "C-208", "A case has a limit of links", source: RuleSource.contract, .refuse(reason: "TOO_MANY"),
    message: "the case has as many links as a case can have")
  static let requestsInLimit = Rule(
    "C-209", "A case has a limit of requests", source: RuleSource.contract, .refuse(reason: "TOO_MANY"),
    message: "the case has as many requests for information as a case can have")
  static let answeredOnce = Rule(
    "C-210", "A request is answered once", source: RuleSource.own, .refuse(reason: "REQUEST_ANSWERED"),
    message: "the request is answered already: send what is new as a referral")
  static let acknowledgedOnce = Rule(
    "C-211", "A referral is acknowledged once", source: RuleSource.own, .refuse(reason: "ACKNOWLEDGED_ALREADY"),
    message: "the referrer was told already")
  static let answerNeeded = Rule(
    "C-212", "An answer is to a request that is still needed", source: RuleSource.own,
    .refuse(reason: "REQUEST_LAPSED"),
    message:
      "the case ended before the request was answered, and was begun anew since: send what you know as a referral")

  static let newReferralIsDecided = Rule(
    "C-213", "A new referral of a child who was given other help is decided anew", source: RuleSource.workingTogether,
    .refuse(reason: "REREFERRAL"),
    message:
      "the case was decided before this referral came: reopen it with the new referral, so that it is decided too")

  static let registeredOnce = Rule(
    "C-240", "A person stands in a staff register once", source: RuleSource.own,
    .refuse(reason: "ON_REGISTER_ALREADY"),
    message: "the person is on the register already: change their roles, or end their time and register them anew")
  static let knownStaff = Rule(
    "C-241", "Only who is on a staff register is changed in it", source: RuleSource.own,
    .refuse(reason: "STAFF_UNKNOWN"), message: "the person is not on the register: list it, or register them")
  static let staffInLimit = Rule(
    "C-242", "A staff register has a limit of people", source: RuleSource.contract, .refuse(reason: "TOO_MANY"),
    message: "the register has as many people as a register can have: end the time of those who left")

  static let grantsInLimit = Rule(
    "C-243", "A case has a limit of grants", source: RuleSource.contract, .refuse(reason: "TOO_MANY"),
    message: "the case has as many grants of this kind as a case can have")
  static let grantEndedOnce = Rule(
    "C-244", "A grant is ended while it is there", source: RuleSource.own, .refuse(reason: "GRANT_ENDED"),
    message: "the grant has ended already")
  static let reviewedOnce = Rule(
    "C-245", "A broken glass is reviewed once", source: RuleSource.own, .refuse(reason: "GLASS_REVIEWED"),
    message: "it was reviewed already: the view shows what was found")
  static let reviewedByAnother = Rule(
    "C-246", "Nobody reviews their own breaking of the glass", source: RuleSource.own,
    .refuse(reason: "OWN_GLASS"), message: "you broke it yourself: have another manager review it")

  static let sealsInLimit = Rule(
    "C-247", "A case has a limit of seals", source: RuleSource.contract, .refuse(reason: "TOO_MANY"),
    message: "your agency has as many seals in this case as it can have: release those that are not needed")
  static let sealReleasedOnce = Rule(
    "C-248", "A seal is released while it stands", source: RuleSource.own, .refuse(reason: "SEAL_RELEASED"),
    message: "the seal was released already")

  static let sharingDecisionsInLimit = Rule(
    "C-249", "A case has a limit of decisions to share or to withhold", source: RuleSource.contract,
    .refuse(reason: "TOO_MANY"), message: "the case has as many such decisions as a case can have")

  static let sequence: [Rule] = [
    noActivityAfterClosure, closureAfterReferral, closureReasonCode, closureReasonGiven, closureDateGiven,
    oneOpenEpisode, noActivityAfterNoFurtherAction, assessedBeforeClosure, noActivityAfterJoining,
    decidedBeforeClosure, ratedBeforeDecision, acceptedStands, joinedBeforeWork, twoReferrals, linkedOnce,
    linksInLimit, requestsInLimit, answeredOnce, acknowledgedOnce, newReferralIsDecided, answerNeeded,
    registeredOnce, knownStaff, staffInLimit, grantsInLimit, grantEndedOnce, reviewedOnce, reviewedByAnother,
    sealsInLimit, sealReleasedOnce, sharingDecisionsInLimit,
  ]
}

extension Rejection {
  /// The answer to a command that breaks a rule of sequence.
  static func sequence(_ rule: Rule) -> Rejection {
    guard case .refuse(let reason) = rule.ruleClass else {
      preconditionFailure("rule \(rule.number) makes findings and refuses nothing")
    }
    return Rejection(.preconditionFailed, reason: reason, message: "\(rule.message) (rule \(rule.number))")
  }
}
