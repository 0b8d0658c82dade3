package import CairnMessages

/// How far versions have come: a function of what is recorded and of the day, so that no event is needed for a day to pass.
extension AgreementRecord {
  /// How far a version has come by a day in London; `unspecified` for a version that is not there.
  package func status(ofVersion number: UInt32, on day: CivilDate) -> AgreementStatus {
    guard let version = version(number) else { return .unspecified }
    guard version.isSignedByAll else {
      if number < lastNumber { return .replaced }
      if standing == .ended { return .ended }
      return version.signatures.isEmpty ? .drafted : .signedInPart
    }
    let governing = governingNumber(on: day) ?? 0
    if number < governing { return .replaced }
    if standing == .ended { return .ended }
    guard number == governing else { return .notYetEffective }
    if version.hasExpired(by: day) { return .expired }
    return standing == .suspended ? .suspended : .active
  }

  /// The version that counts: the last of those that every party has signed and whose first day has come. It stays so when
  /// it expires: what it replaced does not come back.
  ///
  /// - Returns: `nil` while there is none.
  package func governingNumber(on day: CivilDate) -> UInt32? {
    versions.lastIndex { $0.isSignedByAll && $0.isEffective(on: day) }.map { UInt32($0 + 1) }
  }

  /// The agreement that is in force; `nil` if none is.
  package func agreementInForce(on day: CivilDate) -> Agreement? {
    guard let number = governingNumber(on: day), status(ofVersion: number, on: day) == .active else { return nil }
    return version(number)?.agreement
  }

  /// Whether the parties are to review it: a version is in force or suspended, and its day of review has come.
  package func isReviewDue(on day: CivilDate) -> Bool {
    guard let number = governingNumber(on: day), let version = version(number),
      [.active, .suspended].contains(status(ofVersion: number, on: day))
    else { return false }
    return CivilDate(version.agreement.reviewBy).map { $0 <= day } ?? true
  }
}

extension AgreementRecord.Version {
  // Days were read before they were recorded. One that nobody can read puts nothing into force.
  fileprivate func isEffective(on day: CivilDate) -> Bool {
    CivilDate(agreement.effectiveOn).map { $0 <= day } ?? false
  }

  fileprivate func hasExpired(by day: CivilDate) -> Bool {
    guard !agreement.expiresOn.isEmpty else { return false }
    return CivilDate(agreement.expiresOn).map { $0 < day } ?? true
  }
}
