package import CairnMessages

extension CaseView {
  /// The agencies whose information it holds.
  package var contributors: Set<String> {
    var all = Set(ragHistory.map(\.agencyID) + requests.map(\.agencyID) + decisions.map(\.agencyID))
    all.formUnion(
      reopenings.map(\.agencyID) + attached.map(\.agencyID) + seals.map(\.agencyID) + sharingDecisions.map(\.agencyID))
    all.formUnion([referral?.agencyID, closure?.agencyID].compactMap(\.self))
    return all.filter { !$0.isEmpty }
  }
}
