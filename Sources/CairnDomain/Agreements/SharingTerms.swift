package import CairnMessages

/// What one agency is given of another's data, in a role and for a purpose: every category at once.
package struct SharingTerms: Hashable, Sendable {
  /// What is decided over a category.
  package enum Sharing: Hashable, Sendable {
    case allow
    /// Not shown by itself: given to who asks and says why.
    case onRequest
    case withhold
  }

  /// A version of an agreement.
  package typealias Reference = AgreementReference

  /// Which categories an agreement decided over.
  struct Share: Hashable, Sendable {
    let reference: Reference
    let categories: DataCategorySet
  }

  /// What is given.
  package let allowed: DataCategorySet
  /// What is given on request.
  package let onRequest: DataCategorySet
  /// By agreement, in the order of their ids; each category once.
  let shares: [Share]

  /// Without an agreement nothing is given.
  package static let noAgreement = SharingTerms(allowed: [], onRequest: [], shares: [])
  /// An agency's own data: nothing is shared, and nothing need be agreed.
  package static let own = SharingTerms(allowed: .all, onRequest: [], shares: [])

  /// What is decided over one category, and by which agreement; `nil` where there is none between the two, and for an
  /// agency's own data.
  package func decision(for category: DataCategory) -> (sharing: Sharing, by: Reference?) {
    let sharing: Sharing =
      allowed.contains(category) ? .allow : onRequest.contains(category) ? .onRequest : .withhold
    return (sharing, shares.first { $0.categories.contains(category) }?.reference)
  }

  /// What is not given, not even on request.
  package var withheld: DataCategorySet { DataCategorySet.all.subtracting(allowed).subtracting(onRequest) }

  /// Every agreement that decided over a category, in the order of their ids.
  package var agreements: [Reference] { shares.map(\.reference) }
}
