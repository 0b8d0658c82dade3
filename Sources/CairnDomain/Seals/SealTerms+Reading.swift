internal import CairnMessages
internal import Identifiers

extension Faults {
  /// The terms of a seal that is to be placed, but for its id; whatever is wrong with them is noted.
  mutating func readTerms(
    ground: String, readers: [SealReader], reason: String, _ context: DecisionContext?
  ) -> SealTerms {
    if ground.isBlank {
      add(.required, at: "ground")
    } else if !CodeList.sealGround.contains(ground) {
      add(.knownCode, at: "ground")
    }
    checkRequired(reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    if checkCount(readers.count, max: Limits.sealReadersMax, at: "readers") {
      for (index, reader) in readers.enumerated() {
        _ = readAgency(reader.agencyID, at: "readers[\(index)].agency_id")
        if !reader.personID.isEmpty { _ = readIdentifier(reader.personID, at: "readers[\(index)].person_id") }
        if readers[..<index].contains(reader) { add(.namedOnce, at: "readers[\(index)]") }
      }
    }
    return SealTerms(
      agencyID: context?.actor.agencyID.description ?? "", role: context?.actor.role ?? .unspecified, ground: ground,
      readers: readers, reason: reason, occurredAt: context?.occurredAt.text ?? "")
  }

  /// Readers of agencies that nobody knows.
  ///
  /// - Parameter registered: whether each reader's agency is.
  mutating func checkReaders(registered: [Bool]) {
    for (index, isRegistered) in registered.enumerated() where !isRegistered {
      add(.agencyRegistered, at: "readers[\(index)].agency_id")
    }
  }
}

extension SealTerms {
  /// The agencies of the readers, in their order.
  var readerIDs: [AgencyID] { readers.compactMap { AgencyID($0.agencyID) } }

  /// The same terms of a seal with an id.
  func named(_ id: Identifier128) -> SealTerms {
    var named = self
    named.sealID = id.description
    return named
  }
}
