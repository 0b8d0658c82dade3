package import CairnMessages

/// An agreement as an agency is shown it: the versions to which it is a party. To the hub all.
extension AgreementRecord {
  /// The numbers of the versions that a viewer may see, in order; none if the viewer is a party to no version.
  private func numbers(visibleTo agencyID: AgencyID?) -> [UInt32] {
    (1...lastNumber).filter { number in
      agencyID.map { version(number)?.hasParty($0) ?? false } ?? true
    }
  }

  /// The version that counts among those; the last, where none of them does.
  private func shownNumber(among numbers: [UInt32], on day: CivilDate) -> UInt32? {
    governingNumber(on: day).flatMap { numbers.contains($0) ? $0 : nil } ?? numbers.last
  }

  /// A line of a list; `nil` if the viewer may not know of the agreement.
  ///
  /// - Parameter agencyID: whose versions are shown; `nil` for all.
  package func entry(visibleTo agencyID: AgencyID?, on day: CivilDate) -> AgreementEntry? {
    let numbers = numbers(visibleTo: agencyID)
    guard let shown = shownNumber(among: numbers, on: day), let version = version(shown) else { return nil }
    let coming = numbers.last.flatMap { number in
      [.drafted, .signedInPart, .notYetEffective].contains(status(ofVersion: number, on: day)) ? number : nil
    }
    let agreement = version.agreement
    return AgreementEntry(
      agreementID: agreement.agreementID, version: shown, title: agreement.title, tier: agreement.tier,
      status: status(ofVersion: shown, on: day), partyAgencyIDs: version.partyIDs, effectiveOn: agreement.effectiveOn,
      reviewBy: agreement.reviewBy, expiresOn: agreement.expiresOn,
      isReviewDue: shown == governingNumber(on: day) && isReviewDue(on: day), comingVersion: coming ?? 0,
      awaitedAgencyIDs: coming.flatMap { self.version($0)?.awaitedIDs } ?? [])
  }

  /// One version, whole; `nil` if the viewer may not know of it.
  ///
  /// - Parameters:
  ///   - number: of the version; `nil` for the one that counts.
  ///   - agencyID: whose versions are shown; `nil` for all.
  package func view(
    ofVersion number: UInt32?, visibleTo agencyID: AgencyID?, on day: CivilDate
  ) -> GetAgreementResponse? {
    let numbers = numbers(visibleTo: agencyID)
    guard let shown = number ?? shownNumber(among: numbers, on: day), numbers.contains(shown),
      let version = version(shown)
    else { return nil }
    return GetAgreementResponse(
      agreement: version.agreement, status: status(ofVersion: shown, on: day), signatures: version.signatures,
      awaitedAgencyIDs: version.awaitedIDs,
      versions: numbers.map { number in
        let version = versions[Int(number) - 1]
        return AgreementVersion(
          version: number, status: status(ofVersion: number, on: day), draftedAt: version.draftedAt,
          effectiveOn: version.agreement.effectiveOn)
      }, reason: reason)
  }
}
