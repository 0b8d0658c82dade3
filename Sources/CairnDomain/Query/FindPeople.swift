package import CairnMessages

/// A `FindPeopleRequest` that can be understood.
package struct FindPeople: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  /// What people are found by, at least one.
  package let keys: [MatchKey]

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: FindPeopleRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    var keys: [MatchKey] = []
    if faults.checkCount(request.identifiers.count, max: Limits.identifiersMax, at: "identifiers") {
      for (index, identifier) in request.identifiers.enumerated() {
        if let key = MatchKey(identifier) {
          keys.append(key)
        } else {
          faults.add(.exactKey, at: "identifiers[\(index)]")
        }
      }
    }
    let isNamed =
      request.name.map { !$0.given.isBlank || !$0.family.isBlank } ?? false || !request.dateOfBirth.isBlank
      || !request.postcode.isBlank
    if isNamed {
      if let key = MatchKey(
        name: request.name ?? PersonName(), dateOfBirth: request.dateOfBirth, postcode: request.postcode)
      {
        keys.append(key)
      } else {
        faults.add(.exactKey, at: "name")
      }
    }
    if request.identifiers.isEmpty && !isNamed { faults.add(.exactKey, at: "identifiers") }
    try faults.rejectIfAny()
    guard let actor else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    self.keys = keys
  }
}
