import CairnMessages
import Testing

@testable import CairnDomain

/// What comes is counted where it came, by what is filled in it.
@Suite struct QualityCountTests {
  private func cell(_ referral: Referral, at recordedAt: Int64 = QualityLog.november) throws -> QualityCell {
    var log = QualityLog()
    try log.refer(referral, at: recordedAt)
    return try #require(log.counted().cells.values.first)
  }

  /// One child of school age, with one statement and one adult.
  private func referral(_ change: (inout Referral) -> Void = { _ in }) -> Referral {
    var referral = Samples.referral
    referral.children = [Samples.child]
    referral.statements = [Samples.statement("What was seen.", observedAt: "2026-11-23T08:00:00+00:00", about: [])]
    referral.adults = [
      Adult(name: PersonName(given: "Ash"), dateOfBirth: "1990-01-01", relationship: "mother")
    ]
    change(&referral)
    return referral
  }

  @Test func aWholeReferralIsComplete() throws {
    let cell = try cell(referral())
    #expect(cell.referrals == 1 && cell.children == 1 && cell.statements == 1 && cell.adults == 1)
    for field in QualityField.counted {
      #expect(cell[field] == QualityShare(given: 1, expected: 1), "\(field.code)")
    }
    #expect(cell.completeness == 1 && cell.findings.isEmpty)
  }

  private static let spoiling: [(QualityField, @Sendable (inout Referral) -> Void)] = [
    (.childName, { $0.children[0].name = PersonName(given: " ") }),
    (.childSex, { $0.children[0].sex = "U" }),
    (.childEthnicity, { $0.children[0].ethnicity = "NOBT" }),
    (.childDisability, { $0.children[0].disabilities = [] }),
    (.childNHSNumber, { $0.children[0].identifiers[0].value = "" }),
    (.childUPN, { $0.children[0].identifiers[1].scheme = .local }),
    (.childPostcode, { $0.children[0].addresses[0].postcode = "" }),
    (.childSchool, { $0.children[0].school = "" }),
    (.referralSource, { $0.source = "10" }),
    (.referralNeed, { $0.primaryNeed = "N0" }),
    (.referralNarrative, { $0.narrative = "\n" }),
    (.referralReporter, { $0.reporter = nil }),
    (.statementText, { $0.statements[0].text = "" }),
    (.statementAssertion, { $0.statements[0].assertion = .unspecified }),
    (.statementSource, { $0.statements[0].source = "" }),
    (.statementObserved, { $0.statements[0].observedAt = "" }),
    (.statementRecorded, { $0.statements[0].recordedAt = "" }),
    (.adultName, { $0.adults[0].name = nil }),
    (.adultRelationship, { $0.adults[0].relationship = "" }),
  ]

  @Test(arguments: 0..<spoiling.count) func whatIsMissingIsMissedThereAlone(index: Int) throws {
    let (missing, spoil) = Self.spoiling[index]
    let cell = try cell(referral(spoil))
    for field in QualityField.counted {
      #expect(cell[field] == QualityShare(given: field == missing ? 0 : 1, expected: 1), "\(field.code)")
    }
  }

  @Test func ofAChildWithoutADateTheAgeIsNotKnown() throws {
    let cell = try cell(referral { $0.children[0].dateOfBirth = "" })
    #expect(cell[.childBirth] == QualityShare(given: 0, expected: 1))
    #expect(cell[.childUPN].expected == 0 && cell[.childSchool].expected == 0)
    #expect(cell[.childNHSNumber].expected == 1)
  }

  @Test func ofAnUnbornChildLessIsAsked() throws {
    let cell = try cell(referral { $0.children = [Samples.unbornChild] })
    #expect(cell[.childBirth] == QualityShare(given: 1, expected: 1))
    #expect(cell[.childSex] == QualityShare(given: 1, expected: 1))
    for field in [QualityField.childDisability, .childNHSNumber, .childUPN, .childSchool] {
      #expect(cell[field].expected == 0, "\(field.code)")
    }
  }

  @Test(arguments: [("2021-11-24", 0), ("2021-11-23", 1), ("2010-11-24", 1), ("2010-11-23", 0)])
  func schoolIsAskedOfThoseWhoGoThere(birth: String, expected: Int) throws {
    let cell = try cell(referral { $0.children[0].dateOfBirth = birth })
    #expect(cell[.childSchool].expected == expected && cell[.childUPN].expected == expected)
  }

  @Test func nobodyAsksTheAnonymousForAName() throws {
    let cell = try cell(
      referral {
        $0.source = "9"
        $0.reporter = nil
      })
    #expect(cell[.referralReporter].expected == 0)
  }

  @Test func aReporterWhoIsErasedIsNotMissed() {
    var count = QualityCount()
    let envelope = EventEnvelope(
      stream: Samples.identifier(1), version: 1, agencyID: "met", recordedAtMicroseconds: QualityLog.november)
    count.fold(.referralReceived(ReferralReceived(source: "6"), reporter: nil), envelope)
    #expect(count.cells.values.first?[.referralReporter].expected == 0)
  }

  @Test func whatOthersAnswerCountsForThem() throws {
    var log = QualityLog()
    let streams = try log.refer(referral())
    log.add(
      .informationProvided(
        InformationProvided(
          statements: [Statement(text: "Seen in May.")],
          findings: [Finding(rule: "C-131", field: "information.statements[0].assertion")])),
      to: streams[1], by: "school", at: QualityLog.december)
    let count = log.counted()
    let month = try #require(QualityMonth("2026-12"))
    let cell = try #require(count.cells[.init(agencyID: "school", month: month)])
    #expect(cell.referrals == 0 && cell.statements == 1 && cell.findingsPerHundredReferrals == nil)
    #expect(cell.findings[QualityFinding(rule: "C-131", field: .statementAssertion)]?.open == 1)
  }

  @Test func monthsAreThoseOfLondon() throws {
    // 2026-06-30T23:30:00Z is an hour further in London.
    var log = QualityLog()
    log.add(.referralReceived(ReferralReceived(), reporter: nil), to: Samples.identifier(1), at: 1_782_862_200_000_000)
    #expect(log.counted().cells.keys.map(\.month.text) == ["2026-07"])
  }

  @Test func otherMonthsAreLeftOut() throws {
    var log = QualityLog()
    try log.refer(referral(), at: QualityLog.november)
    try log.refer(referral(), at: QualityLog.december)
    let december = try #require(QualityMonth("2026-12"))
    let count = log.counted(QualityCount(months: december...december))
    #expect(count.cells.keys.map(\.month) == [december] && count.cells.values.first?.referrals == 1)
  }

  @Test func whatMayChangeNothingNeedNotBeOpened() throws {
    let november = try #require(QualityMonth("2026-11"))
    let count = QualityCount(months: november...november)
    #expect(count.concerns(.caseOpened, recordedAtMicroseconds: QualityLog.november))
    #expect(!count.concerns(.caseOpened, recordedAtMicroseconds: QualityLog.december))
    #expect(!count.concerns(.ragChanged, recordedAtMicroseconds: QualityLog.november))
    // Corrected later is corrected.
    #expect(count.concerns(.childCorrected, recordedAtMicroseconds: QualityLog.december))
    #expect(count.concerns(.agencyRegistered, recordedAtMicroseconds: 0))
    #expect(count.concerns(nil, recordedAtMicroseconds: QualityLog.november))
    #expect(QualityCount().concerns(nil, recordedAtMicroseconds: 0))
    #expect(!QualityCount().concerns(.caseClosed, recordedAtMicroseconds: 0))
  }

  @Test func whatCannotBeReadIsTold() throws {
    var count = QualityCount()
    let envelope = EventEnvelope(
      stream: Samples.identifier(1), version: 1, agencyID: "met", recordedAtMicroseconds: QualityLog.november)
    count.miss(.caseOpened, envelope, isErased: true)
    count.miss(.findingResolved, envelope, isErased: true)
    count.miss(nil, envelope, isErased: false)
    let cell = try #require(count.cells.values.first)
    #expect(cell.erasedEvents == 1 && cell.unreadableEvents == 1 && cell.children == 0)
  }
}
