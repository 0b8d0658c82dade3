package import CairnMessages

/// What somebody is shown: what the agreements in force give to their agency, in their role and for their purpose, as far as
/// their access to the case goes.
///
/// An agency sees what it contributed itself. The hub sees what was sent to it: sending it was the sharing.
package struct SharingFilter: Sendable {
  private let actor: Actor
  private let policy: SharingPolicy

  /// The filter for an actor under a policy.
  package init(for actor: Actor, under policy: SharingPolicy) {
    self.actor = actor
    self.policy = policy
  }

  /// Whether no agreement withholds anything from the actor, whoever contributed it.
  package var isOpen: Bool { actor.agencyID == .hub }

  /// The categories that are shown of what an agency contributed.
  package func visible(of contributor: String, with access: CaseAccess) -> DataCategorySet {
    given(of: contributor, to: access.extent).subtracting(access.sealed)
  }

  /// The categories that would be shown if nothing were sealed.
  private func given(of contributor: String, to extent: CaseAccess.Extent) -> DataCategorySet {
    guard !isOpen, contributor != actor.agencyID.description else { return .all }
    let terms = terms(of: contributor)
    switch extent {
    case .none: return []
    case .basic: return terms.allowed.intersection([.identity])
    case .standard: return terms.allowed
    case .specific(let categories): return terms.allowed.union(terms.onRequest.intersection(categories))
    case .challenged: return terms.allowed.union(terms.onRequest)
    case .emergency: return DataCategorySet.all.subtracting([.legalPrivileged])
    }
  }

  /// The agreements by which something of what these agencies contributed is shown. What the hub is shown was sent to it.
  package func agreements(with contributors: Set<String>) -> [AgreementReference] {
    guard !isOpen else { return [] }
    return contributors.subtracting([actor.agencyID.description]).flatMap { terms(of: $0).agreements }
  }

  /// Whether nothing at all is withheld from the actor of a case.
  package func showsAll(with access: CaseAccess) -> Bool { isOpen && access.sealed.isEmpty }

  /// What is taken out of a message that an agency contributed, and out of the messages in it that others did.
  package func sight(of contributor: String, with access: CaseAccess) -> Sight {
    Sight(of: contributor) { visible(of: $0, with: access) }
  }

  /// What is not shown of what these agencies contributed, in answers of that type, by agency and reason. It does not look at
  /// what the case holds or what is sealed in it, and so tells nothing of either.
  package func withheld<Answer: CategorisedMessage>(
    from type: Answer.Type, of contributors: Set<String>, with access: CaseAccess
  ) -> [Withheld] {
    contributors.sorted().flatMap { contributor -> [Withheld] in
      let hidden = Answer.categories.subtracting(given(of: contributor, to: access.extent))
      guard !hidden.isEmpty else { return [] }
      return Dictionary(grouping: hidden.categories) { reason(for: $0, of: contributor) }
        .sorted { $0.key.rawValue < $1.key.rawValue }
        .map { reason, categories in
          let fields = Answer.categorisedFields.filter { categories.contains($0.category) }.map(\.path)
          return Withheld(
            agencyID: contributor, reason: reason, categories: categories.map(\.rawValue), fields: fields)
        }
    }
  }

  private func reason(for category: DataCategory, of contributor: String) -> WithheldReason {
    let terms = terms(of: contributor)
    if terms.allowed.contains(category) { return .beyondAccess }
    if terms.onRequest.contains(category) { return .onRequest }
    return terms == .noAgreement ? .noAgreement : .notGiven
  }

  /// An id that no agency can have is nobody's whom an agreement binds.
  private func terms(of contributor: String) -> SharingTerms {
    guard let holder = AgencyID(contributor) else { return .noAgreement }
    return policy.terms(holder: holder, recipient: actor.agencyID, role: actor.role, purpose: actor.purpose)
  }
}
