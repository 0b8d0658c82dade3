package import CairnMessages

/// What the agreements in force on a day say, ready to be asked for every view.
///
/// An agreement is a permission: of several between the same two agencies the most permissive decides; of equals, the first
/// by id.
package struct SharingPolicy: Sendable {
  private struct InForce {
    let reference: SharingTerms.Reference
    let terms: AgreementTerms
  }

  /// By id.
  private let agreements: [InForce]

  /// The policy of a day in London.
  package init(_ records: some Sequence<AgreementRecord>, on day: CivilDate) {
    agreements = records.compactMap { $0.agreementInForce(on: day) }.map { agreement in
      InForce(
        reference: .init(agreementID: agreement.agreementID, version: agreement.version),
        terms: AgreementTerms(agreement))
    }.sorted { $0.reference.agreementID < $1.reference.agreementID }
  }

  /// The same, with an agreement in place of that of its id, as if it were in force.
  package func replacing(_ agreement: Agreement) -> SharingPolicy {
    let others = agreements.filter { $0.reference.agreementID != agreement.agreementID }
    let draft = InForce(
      reference: .init(agreementID: agreement.agreementID, version: agreement.version), terms: AgreementTerms(agreement)
    )
    return SharingPolicy((others + [draft]).sorted { $0.reference.agreementID < $1.reference.agreementID })
  }

  private init(_ agreements: [InForce]) {
    self.agreements = agreements
  }

  /// What a recipient is given of the data that a holder has contributed: to be asked once for a view, not for each of its
  /// fields.
  ///
  /// - Parameters:
  ///   - role: what the acting person of the recipient acts as.
  ///   - purpose: a code of `CodeList.purpose`.
  package func terms(holder: AgencyID, recipient: AgencyID, role: Role, purpose: String) -> SharingTerms {
    guard holder != recipient else { return .own }
    let capacity = AgreementTerms.Capacity(role: role, purpose: purpose)
    let (holderID, recipientID) = (holder.description, recipient.description)
    let given = agreements.filter { $0.terms.bind(holderID) && $0.terms.bind(recipientID) }.map { agreement in
      (reference: agreement.reference, agreement.terms.given(to: recipientID, as: capacity))
    }
    guard !given.isEmpty else { return .noAgreement }
    let allowed = given.reduce(into: DataCategorySet()) { $0.formUnion($1.1.allowed) }
    let onRequest = given.reduce(into: DataCategorySet()) { $0.formUnion($1.1.onRequest) }.subtracting(allowed)
    // What nobody gives, the first of them withholds.
    let withheld = DataCategorySet.all.subtracting(allowed).subtracting(onRequest)
    var undecided = DataCategorySet.all
    var shares: [SharingTerms.Share] = []
    for (index, (reference, one)) in given.enumerated() {
      let best = one.allowed.union(one.onRequest.intersection(onRequest)).union(index == 0 ? withheld : [])
      let decided = best.intersection(undecided)
      undecided.subtract(decided)
      if !decided.isEmpty { shares.append(.init(reference: reference, categories: decided)) }
    }
    return SharingTerms(allowed: allowed, onRequest: onRequest, shares: shares)
  }
}
