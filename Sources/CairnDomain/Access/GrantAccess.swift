package import CairnMessages
package import Identifiers

/// A `GrantAccessRequest` that can be understood.
package struct GrantAccess: Hashable, Sendable {
  /// Who grants it, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  /// To whom.
  package let agencyID: AgencyID
  fileprivate let request: GrantAccessRequest
  /// In microseconds since 1970-01-01T00:00:00Z.
  fileprivate let begin: Int64

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: GrantAccessRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    let agencyID = faults.readAgency(request.agencyID, at: "agency_id")
    if !request.personID.isEmpty { _ = faults.readIdentifier(request.personID, at: "person_id") }
    faults.checkLevel(request)
    if request.level == .excluded, agencyID == .hub, request.personID.isEmpty {
      faults.add(.hubKeepsItsCases, at: "person_id")
    }
    begin = request.beginAtUs == 0 ? caller.nowMicroseconds : request.beginAtUs
    if request.endAtUs != 0, request.endAtUs <= begin { faults.add(.endsAfterBeginning, at: "end_at_us") }
    faults.checkRequired(request.reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let caseID, let agencyID else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    self.agencyID = agencyID
    self.request = request
  }
}

extension Faults {
  /// The level of a grant, and the categories that go with a specific one.
  fileprivate mutating func checkLevel(_ request: GrantAccessRequest) {
    switch request.level {
    case .basic, .standard, .specific, .excluded: break
    case .unspecified: add(.required, at: "level")
    case .challenged: add(.grantableLevel, at: "level")
    case .unrecognized: add(.knownCode, at: "level")
    }
    guard request.level == .specific else {
      if !request.categories.isEmpty { add(.categoriesOfSpecific, at: "categories") }
      return
    }
    if request.categories.isEmpty { add(.required, at: "categories") }
    checkCategories(request.categories, at: "categories")
  }

  /// Categories of data, each once.
  mutating func checkCategories(_ codes: [String], at path: String) {
    guard checkCount(codes.count, max: DataCategory.allCases.count, at: path) else { return }
    for (index, code) in codes.enumerated() {
      if DataCategory(rawValue: code) == nil { add(.knownCode, at: "\(path)[\(index)]") }
      if codes[..<index].contains(code) { add(.namedOnce, at: "\(path)[\(index)]") }
    }
  }
}

extension CaseDecider {
  /// Gives access to a case, or excludes from it.
  ///
  /// - Parameters:
  ///   - grantID: minted by whoever keeps the log.
  ///   - isRegistered: whether the agency is.
  /// - Throws: `Rejection` CASE_UNKNOWN, AGENCY_NOT_REGISTERED or TOO_MANY.
  package static func decide(
    _ command: GrantAccess, grantID: Identifier128, isRegistered: Bool, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(AccessServiceMethods.grantAccess, command.context)
    var faults = Faults()
    if !isRegistered { faults.add(.agencyRegistered, at: "agency_id") }
    try faults.rejectIfAny()
    guard opened.protection.grants.all.count(where: { $0.level != .challenged }) < Limits.grantsMax else {
      throw .sequence(.grantsInLimit)
    }
    let request = command.request
    let granted = AccessGranted(
      grantID: grantID.description, agencyID: request.agencyID, personID: request.personID, level: request.level,
      categories: request.categories, beginAtUs: command.begin, endAtUs: request.endAtUs, reason: request.reason,
      occurredAt: command.context.occurredAt.text)
    return [opened.decision([.accessGranted(granted)], on: command.caseID)]
  }
}
