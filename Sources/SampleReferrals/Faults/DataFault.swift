internal import CairnMessages

/// Something that people get wrong in a referral. Each leads to a finding, and none to a refusal.
enum DataFault: Sendable, CaseIterable {
  case nhsCheckDigit, nhsLength, upnCheckLetter, upnLength, pncCheckLetter, sharedIdentifier
  case postcode, localAuthority
  case birthMissing, birthImpossible, birthAhead, birthAndExpected, grownUp
  case sex, ethnicity, disabilityMissing, disabilityBesideNone
  case assertionMissing, recordedBeforeObserved, observedMissing, timeUnreadable, statementSourceMissing
  case primaryNeedMissing, sourceUnknown, narrativeMissing, reporterMissing

  /// Puts one fault into a referral, by chance; if it has no place there, the next that has one.
  ///
  /// - Parameter day: of the referral, in days since 1970-01-01.
  static func spoil(_ referral: inout Referral, onDay day: Int, by random: inout SeededRandom) {
    let child = random.below(referral.children.count)
    var index = random.below(allCases.count)
    while !allCases[index].isPut(into: &referral, child: child, onDay: day) { index = (index + 1) % allCases.count }
  }

  /// Puts this fault into a referral.
  ///
  /// - Returns: whether it has a place there; if not, the referral is as it was.
  func isPut(into referral: inout Referral, child: Int, onDay day: Int) -> Bool {
    switch self {
    case .nhsCheckDigit, .nhsLength, .upnCheckLetter, .upnLength, .pncCheckLetter:
      spoilIdentifier(of: &referral.children[child])
    case .sharedIdentifier: Self.shareIdentifier(&referral.children)
    case .postcode, .localAuthority: spoilAddress(of: &referral.children[child])
    case .birthMissing, .birthImpossible, .birthAhead, .birthAndExpected, .grownUp:
      spoilBirth(of: &referral.children[child], onDay: day)
    case .sex, .ethnicity, .disabilityMissing, .disabilityBesideNone: spoilCode(of: &referral.children[child])
    case .assertionMissing, .recordedBeforeObserved, .observedMissing, .timeUnreadable, .statementSourceMissing:
      spoilStatement(of: &referral, onDay: day)
    case .primaryNeedMissing, .sourceUnknown, .narrativeMissing, .reporterMissing: spoilWhole(&referral)
    }
  }

  private func spoilWhole(_ referral: inout Referral) -> Bool {
    switch self {
    case .primaryNeedMissing: referral.primaryNeed = ""
    case .sourceUnknown: referral.source = "2C"
    case .narrativeMissing: referral.narrative = ""
    default:
      // Nobody asks the anonymous for a name.
      guard referral.reporter != nil, referral.source != "9" else { return false }
      referral.reporter = nil
    }
    return true
  }

  private func spoilStatement(of referral: inout Referral, onDay day: Int) -> Bool {
    guard let last = referral.statements.indices.last else { return false }
    switch self {
    case .assertionMissing: referral.statements[last].assertion = .unspecified
    case .observedMissing: referral.statements[last].observedAt = ""
    case .timeUnreadable: referral.statements[last].observedAt = "yesterday evening"
    case .statementSourceMissing: referral.statements[last].source = ""
    default:
      let early = (day - 2 * StatementTimes.lagMinutesMax / (24 * 60)) * TimeText.secondsPerDay
      referral.statements[last].recordedAt = TimeText.moment(seconds: early, offsetSeconds: 0)
    }
    return true
  }
}
