internal import CairnMessages

extension CaseDocument {
  mutating func applyToAccess(_ event: DomainEvent, _ envelope: EventEnvelope) {
    let recordedAt = envelope.recordedAtMicroseconds
    switch event {
    case .accessGranted(let granted):
      grants.append(
        AccessGrant(
          grantID: granted.grantID, agencyID: granted.agencyID, personID: granted.personID, level: granted.level,
          categories: granted.categories, beginAtUs: granted.beginAtUs, endAtUs: granted.endAtUs,
          reason: granted.reason, occurredAt: granted.occurredAt, recordedAtUs: recordedAt))
    case .glassBroken(let broken):
      grants.append(
        AccessGrant(
          grantID: broken.grantID, agencyID: broken.agencyID, personID: broken.personID, level: .challenged,
          beginAtUs: broken.beginAtUs, endAtUs: broken.endAtUs, reason: broken.reason,
          occurredAt: broken.occurredAt, recordedAtUs: recordedAt, isEmergency: broken.isEmergency,
          reviewOwed: true))
    case .accessEnded(let ended):
      changeGrant(ended.grantID) { grant in
        grant.endAtUs = grant.endAtUs == 0 ? ended.endAtUs : min(grant.endAtUs, ended.endAtUs)
        grant.ending = AccessEnding(reason: ended.reason, occurredAt: ended.occurredAt, recordedAtUs: recordedAt)
      }
    case .glassReviewed(let reviewed):
      changeGrant(reviewed.grantID) { grant in
        grant.reviewOwed = false
        grant.review = GlassReview(
          finding: reviewed.finding, note: reviewed.note, reviewedBy: reviewed.reviewedBy,
          occurredAt: reviewed.occurredAt, recordedAtUs: recordedAt)
      }
    default: break
    }
  }

  private mutating func changeGrant(_ id: String, _ change: (inout AccessGrant) -> Void) {
    guard let index = grants.firstIndex(where: { $0.grantID == id }) else { return }
    change(&grants[index])
  }

  /// How many broken glasses nobody has reviewed yet.
  package var reviewsOwed: Int { grants.count(where: \.reviewOwed) }
}
