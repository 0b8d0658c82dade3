import CairnMessages

@testable import CairnDomain

/// A grant as somebody would tell it from the events of a case alone.
struct AccountGrant: Hashable {
  let id: String
  let agencyID: String
  /// Empty: everybody of the agency.
  let personID: String
  let level: AccessLevel
  let begin: Int64
  /// `.max` while it is open.
  var end: Int64
  var isReviewed = false
}

extension [AccountGrant] {
  /// - Returns: why the event makes no sense after those before it; `nil` if it does.
  mutating func tell(_ event: DomainEvent) -> String? {
    switch event {
    case .accessGranted(let granted):
      append(
        AccountGrant(
          id: granted.grantID, agencyID: granted.agencyID, personID: granted.personID, level: granted.level,
          begin: granted.beginAtUs, end: granted.endAtUs == 0 ? .max : granted.endAtUs))
      return granted.level == .challenged ? "a broken glass was granted" : nil
    case .glassBroken(let broken):
      let isExcluded = contains { one in
        one.level == .excluded && one.agencyID == broken.agencyID && ["", broken.personID].contains(one.personID)
          && one.begin <= broken.beginAtUs && broken.beginAtUs < one.end
      }
      append(
        AccountGrant(
          id: broken.grantID, agencyID: broken.agencyID, personID: broken.personID, level: .challenged,
          begin: broken.beginAtUs, end: broken.endAtUs))
      return isExcluded ? "who is excluded broke the glass" : nil
    case .accessEnded(let ended):
      guard let index = firstIndex(where: { $0.id == ended.grantID }) else { return "what was not granted has ended" }
      let wasOver = self[index].end <= ended.endAtUs
      self[index].end = ended.endAtUs
      return wasOver ? "a grant ended twice" : nil
    case .glassReviewed(let reviewed):
      guard let index = firstIndex(where: { $0.id == reviewed.grantID && $0.level == .challenged }) else {
        return "what was not broken is reviewed"
      }
      let isOwn = self[index].agencyID == "hub" && self[index].personID == reviewed.reviewedBy
      if self[index].isReviewed { return "reviewed twice" }
      self[index].isReviewed = true
      return isOwn ? "reviewed by whoever broke it" : nil
    default: return "no event of access"
    }
  }
}
