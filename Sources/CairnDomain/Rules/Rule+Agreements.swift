/// What an agreement must say, and in which order it is drafted, signed and stopped.
extension Rule {
  static let agreementIDForm = Rule(
    "C-060", "An agreement's id has its form", source: RuleSource.contract, .refuse(reason: "MALFORMED_AGREEMENT_ID"),
    message: "must be 2 to 40 of a-z, 0-9 and \"-\", beginning with a letter")
  static let twoParties = Rule(
    "C-061", "An agreement has at least two parties", source: RuleSource.sharingCode, .refuse(reason: "TOO_FEW"),
    message: "must name at least two parties")
  static let knownCapacity = Rule(
    "C-062", "A party is controller, joint controller or processor", source: RuleSource.sharingCode,
    .refuse(reason: "UNKNOWN_CAPACITY"), message: "must be one of the capacities of the contract")
  static let knownTier = Rule(
    "C-063", "An agreement's tier is known", source: RuleSource.contract, .refuse(reason: "UNKNOWN_TIER"),
    message: "must be local, regional or national")
  static let knownArticle6Basis = Rule(
    "C-064", "A lawful basis is in the reference data", source: RuleSource.lawfulness, .refuse(reason: "UNKNOWN_BASIS"),
    message: "must be one of the codes of article-6-basis, such as e")
  static let basisGiven = Rule(
    "C-065", "Processing that is not for law enforcement has a basis in Article 6", source: RuleSource.lawfulness,
    .refuse(reason: "BASIS_MISSING"), message: "must name a basis, unless all processing is for law enforcement")
  static let breachNoticeInTime = Rule(
    "C-066", "The parties tell each other of a breach in time to report it", source: RuleSource.breaches,
    .refuse(reason: "OUT_OF_TIME"), message: "must be 1 to 72 hours")
  static let daysInOrder = Rule(
    "C-067", "An agreement is reviewed and expires after it has begun", source: RuleSource.contract,
    .refuse(reason: "DAYS_OUT_OF_ORDER"), message: "must not be before effective_on")
  static let listedOnce = Rule(
    "C-068", "A list names each entry once", source: RuleSource.contract, .refuse(reason: "LISTED_TWICE"),
    message: "stands in the list already")
  static let knownCategory = Rule(
    "C-069", "A category of data is one of the contract's", source: RuleSource.contract,
    .refuse(reason: "UNKNOWN_CATEGORY"), message: "must be a category of the contract, such as health-summary")
  static let recipientIsParty = Rule(
    "C-070", "Whom a cell gives data to is a party", source: RuleSource.sharingCode, .refuse(reason: "NOT_A_PARTY"),
    message: "must be the id of one of the agreement's parties; leave the list empty for every party")
  static let purposeAgreed = Rule(
    "C-071", "A cell serves a purpose of the agreement", source: RuleSource.dataProtection,
    .refuse(reason: "PURPOSE_NOT_AGREED"), message: "must be one of the agreement's purposes")
  static let knownCellDecision = Rule(
    "C-072", "A cell allows, gives on request or withholds", source: RuleSource.contract,
    .refuse(reason: "UNKNOWN_DECISION"), message: "must be one of the decisions of the contract")
  static let partyRegistered = Rule(
    "C-073", "A party is registered", source: RuleSource.contract, .refuse(reason: "PARTY_NOT_REGISTERED"),
    message: "is not registered with this hub: ask its operator to register it")
  static let publicKeyForm = Rule(
    "C-074", "A signing key is one of Ed25519", source: RuleSource.ed25519, .refuse(reason: "MALFORMED_KEY"),
    message: "must be an Ed25519 public key of 32 bytes")
  static let signatureForm = Rule(
    "C-075", "A signature is one of Ed25519", source: RuleSource.ed25519, .refuse(reason: "MALFORMED_SIGNATURE"),
    message: "must be an Ed25519 signature of 64 bytes")

  static let versionIsNext = Rule(
    "C-260", "Versions of an agreement follow one another", source: RuleSource.own,
    .refuse(reason: "VERSION_NOT_NEXT"),
    message: "the version is not the next one: look at the agreement as it stands, then draft again with version 0")
  static let agreementVersionsInLimit = Rule(
    "C-261", "An agreement has a limit of versions", source: RuleSource.contract, .refuse(reason: "TOO_MANY"),
    message: "the agreement has as many versions as an agreement can have: end it, and draft another")
  static let agreementNotEnded = Rule(
    "C-262", "Nothing is done with an agreement that has ended", source: RuleSource.own,
    .refuse(reason: "AGREEMENT_ENDED"), message: "the agreement has ended: draft another under an id of its own")
  static let lastVersionIsSigned = Rule(
    "C-263", "The last version of an agreement is the one to sign", source: RuleSource.own,
    .refuse(reason: "VERSION_REPLACED"), message: "a later version was drafted: read that one, and sign it")
  static let signedOnce = Rule(
    "C-264", "A party signs a version once", source: RuleSource.own, .refuse(reason: "SIGNED_ALREADY"),
    message: "the agency has signed this version already")
  static let signingKeyOnRecord = Rule(
    "C-265", "Who signs has a signing key on record", source: RuleSource.ed25519,
    .refuse(reason: "SIGNING_KEY_MISSING"),
    message: "the agency has no signing key on record: make one, and have the hub's operator register its public half")
  static let signedUnderKeyOnRecord = Rule(
    "C-266", "An agreement is signed under the key that is on record", source: RuleSource.ed25519,
    .refuse(reason: "SIGNING_KEY_OTHER"),
    message: "the agency has another signing key on record: sign with that one, or have this one registered")
  static let signatureVerifies = Rule(
    "C-267", "A signature is one of this version by this key", source: RuleSource.ed25519,
    .refuse(reason: "SIGNATURE_WRONG"),
    message: "the signature does not fit this version: read the version anew, and sign exactly what the hub holds")
  static let suspendedOnce = Rule(
    "C-268", "An agreement is suspended once at a time", source: RuleSource.own,
    .refuse(reason: "SUSPENDED_ALREADY"), message: "the agreement is suspended already")
  static let resumedOnceSuspended = Rule(
    "C-269", "What is resumed is suspended", source: RuleSource.own, .refuse(reason: "NOT_SUSPENDED"),
    message: "the agreement is not suspended")

  static let agreementRefusals: [Rule] = [
    agreementIDForm, twoParties, knownCapacity, knownTier, knownArticle6Basis, basisGiven, breachNoticeInTime,
    daysInOrder, listedOnce, knownCategory, recipientIsParty, purposeAgreed, knownCellDecision, partyRegistered,
    publicKeyForm, signatureForm,
  ]

  static let agreementSequence: [Rule] = [
    versionIsNext, agreementVersionsInLimit, agreementNotEnded, lastVersionIsSigned, signedOnce, signingKeyOnRecord,
    signedUnderKeyOnRecord, signatureVerifies, suspendedOnce, resumedOnceSuspended,
  ]
}
