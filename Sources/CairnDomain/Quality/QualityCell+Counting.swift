internal import CairnMessages

/// What is filled. A code that says that something is not known does not fill its field.
extension QualityCell {
  mutating func count(_ received: ReferralReceived, reporter: ReferralReporter?) {
    referrals += 1
    expect(.referralSource, isGiven: !received.source.isBlank && received.source != "10")
    expect(.referralNeed, isGiven: !received.primaryNeed.isBlank && received.primaryNeed != "N0")
    expect(.referralNarrative, isGiven: !received.narrative.isBlank)
    // Nobody asks the anonymous for a name, and of a reporter whose key is erased nobody knows what was there.
    if received.source != CodeList.anonymousSource, let reporter {
      expect(.referralReporter, isGiven: reporter.reporter?.isKnown ?? false)
    }
    for adult in received.adults { count(adult) }
    count(received.statements)
  }

  mutating func count(_ opened: CaseOpened) {
    children += 1
    if let child = opened.child {
      count(child, referredOn: CivilDate(happenedAt: opened.occurredAt))
    }
    count(opened.statements)
  }

  mutating func count(_ statements: [Statement]) {
    self.statements += statements.count
    for statement in statements {
      expect(.statementText, isGiven: !statement.text.isBlank)
      expect(.statementAssertion, isGiven: statement.isAssertionKnown)
      expect(.statementSource, isGiven: !statement.source.isBlank)
      expect(.statementObserved, isGiven: !statement.observedAt.isBlank)
      expect(.statementRecorded, isGiven: !statement.recordedAt.isBlank)
    }
  }

  private mutating func count(_ child: Child, referredOn: CivilDate?) {
    let isUnborn = child.dateOfBirth.isBlank && !child.expectedDateOfDelivery.isBlank
    expect(.childName, isGiven: child.name?.isKnown ?? false)
    expect(.childBirth, isGiven: !child.dateOfBirth.isBlank || !child.expectedDateOfDelivery.isBlank)
    expect(.childSex, isGiven: !child.sex.isBlank && (child.sex != "U" || isUnborn))
    expect(.childEthnicity, isGiven: !child.ethnicity.isBlank && child.ethnicity != "NOBT")
    expect(.childPostcode, isGiven: child.addresses.contains { !$0.postcode.isBlank })
    if !isUnborn {
      expect(.childDisability, isGiven: child.disabilities.contains { !$0.isBlank })
      expect(.childNHSNumber, isGiven: child.has(.nhsNumber))
    }
    if let referredOn, child.isOfSchoolAge(on: referredOn) {
      expect(.childUPN, isGiven: child.has(.upn))
      expect(.childSchool, isGiven: !child.school.isBlank)
    }
  }

  private mutating func count(_ adult: Adult) {
    adults += 1
    expect(.adultName, isGiven: adult.name?.isKnown ?? false)
    expect(.adultRelationship, isGiven: !adult.relationship.isBlank)
  }
}

extension PersonName {
  fileprivate var isKnown: Bool { !given.isBlank || !family.isBlank }
}

extension Reporter {
  fileprivate var isKnown: Bool { !capacity.isBlank || name?.isKnown ?? false }
}

extension Statement {
  fileprivate var isAssertionKnown: Bool {
    switch assertion {
    case .fact, .observed, .reported, .alleged, .opinion: true
    case .unspecified, .unrecognized: false
    }
  }
}

extension Child {
  fileprivate func has(_ scheme: IdentifierScheme) -> Bool {
    identifiers.contains { $0.scheme == scheme && !$0.value.isBlank }
  }

  /// Whole years are near enough: a term more or less moves no percentage that people act on.
  ///
  /// Source: Education Act 1996 s8.
  fileprivate func isOfSchoolAge(on date: CivilDate) -> Bool {
    CivilDate(dateOfBirth).map { (5...15).contains($0.yearsOld(on: date)) } ?? false
  }
}
