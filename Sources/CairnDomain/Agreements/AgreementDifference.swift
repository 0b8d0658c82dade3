package import CairnMessages

/// What one version of an agreement changes against another, for those who have to sign it: in its terms, and in who would be
/// given what, however its matrix is written.
package struct AgreementDifference: Hashable, Sendable {
  /// A term that reads otherwise.
  package struct Term: Hashable, Sendable {
    /// As people read it, such as "Title".
    package let name: String
    /// Empty if it was not there.
    package let before: String
    /// Empty if it is there no more.
    package let after: String
  }

  /// Categories over which the decision changes in the same way for a party in a capacity.
  package struct Sharing: Hashable, Sendable {
    package let recipientID: String
    package let capacity: AgreementTerms.Capacity
    package let categories: DataCategorySet
    package let before: SharingTerms.Sharing
    package let after: SharingTerms.Sharing
  }

  /// Of the agreement, then of its parties.
  package let terms: [Term]
  /// By recipient, then role in the order of the contract, then purpose.
  package let sharing: [Sharing]

  /// Whether the two say the same.
  package var isEmpty: Bool { terms.isEmpty && sharing.isEmpty }

  /// What `after` changes against `before`.
  package init(from before: Agreement, to after: Agreement) {
    terms = Self.terms(from: before, to: after)
    sharing = Self.sharing(from: before, to: after)
  }

  private static func sharing(from before: Agreement, to after: Agreement) -> [Sharing] {
    let old = AgreementTerms(before)
    let new = AgreementTerms(after)
    let recipients = Set((before.parties + after.parties).map(\.agencyID)).sorted()
    let capacities = old.capacities.union(new.capacities).sorted {
      ($0.role.rawValue, $0.purpose) < ($1.role.rawValue, $1.purpose)
    }
    return recipients.flatMap { recipient in
      capacities.flatMap { capacity in
        changes(old.given(to: recipient, as: capacity), new.given(to: recipient, as: capacity)).map { change in
          Sharing(
            recipientID: recipient, capacity: capacity, categories: change.categories, before: change.before,
            after: change.after)
        }
      }
    }
  }

  private static func changes(
    _ before: AgreementTerms.Given, _ after: AgreementTerms.Given
  ) -> [(categories: DataCategorySet, before: SharingTerms.Sharing, after: SharingTerms.Sharing)] {
    guard before != after else { return [] }
    let kinds: [SharingTerms.Sharing] = [.allow, .onRequest, .withhold]
    return kinds.flatMap { old in
      kinds.compactMap { new in
        guard old != new else { return nil }
        let categories = before.categories(old).intersection(after.categories(new))
        return categories.isEmpty ? nil : (categories, old, new)
      }
    }
  }

  private static func terms(from before: Agreement, to after: Agreement) -> [Term] {
    let old = before.namedTerms + before.namedRetention + before.namedParties
    let new = after.namedTerms + after.namedRetention + after.namedParties
    let names = old.map(\.name) + new.map(\.name).filter { name in !old.contains { $0.name == name } }
    return names.compactMap { name in
      let (was, becomes) = (old.first { $0.name == name }?.text ?? "", new.first { $0.name == name }?.text ?? "")
      return was == becomes ? nil : Term(name: name, before: was, after: becomes)
    }
  }
}

extension AgreementTerms.Given {
  /// The categories over which it decides so.
  fileprivate func categories(_ sharing: SharingTerms.Sharing) -> DataCategorySet {
    switch sharing {
    case .allow: allowed
    case .onRequest: onRequest
    case .withhold: DataCategorySet.all.subtracting(allowed).subtracting(onRequest)
    }
  }
}

extension SharingTerms.Sharing {
  /// As people read it.
  package var label: String {
    switch self {
    case .allow: "allow"
    case .onRequest: "on request"
    case .withhold: "withhold"
    }
  }
}
