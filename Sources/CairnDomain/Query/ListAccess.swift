package import CairnMessages
package import Identifiers

/// A `ListAccessRequest` that can be understood.
package struct ListAccess: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  /// Only what was shown of this case; `nil` for all.
  package let caseID: Identifier128?
  /// Only what this person asked for; `nil` for everybody.
  package let personID: Identifier128?
  /// From then on, in microseconds since 1970-01-01T00:00:00Z.
  package let from: Int64
  /// Before then.
  package let to: Int64
  package let paging: Paging

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ListAccessRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    caseID = request.caseID.isEmpty ? nil : faults.readIdentifier(request.caseID, at: "case_id")
    personID = request.actingPerson.isEmpty ? nil : faults.readIdentifier(request.actingPerson, at: "acting_person")
    if request.caseID.isEmpty, request.actingPerson.isEmpty {
      faults.add(.required, at: "case_id", detail: "or acting_person must be given")
    }
    from = request.fromUs
    to = request.toUs == 0 ? .max : request.toUs
    if to <= from { faults.add(.endsAfterBeginning, at: "to_us") }
    paging = Paging(size: request.pageSize, token: request.pageToken, faults: &faults)
    try faults.rejectIfAny()
    guard let actor else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
  }

  /// Of whom it asks.
  package var asked: Disclosure {
    var asked = Disclosure(naming: [caseID].compactMap(\.self))
    if let personID { asked.add(person: personID) }
    return asked
  }

  /// Whether a record is one of those that are asked for, and one that who asks may read: the hub's own officer all, an
  /// agency's those of its people.
  package func wants(_ record: AccessRecord, recordedAt: Int64) -> Bool {
    guard actor.agencyID == .hub || record.agencyID == actor.agencyID.description else { return false }
    guard from <= recordedAt, recordedAt < to else { return false }
    if let personID, record.actingPerson != personID.description { return false }
    guard let caseID = caseID?.description else { return true }
    return record.cases.contains { $0.caseIDs.contains(caseID) }
  }
}
