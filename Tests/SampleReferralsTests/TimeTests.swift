import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain
@testable import SampleReferrals

@Suite struct TimeTests {
  @Test func referralsComeOneAfterTheOtherWithinTheSpan() throws {
    let moments = try Sample.large.requests.map {
      try #require(Timestamp($0.context?.occurredAt ?? "")).microseconds
    }
    #expect(zip(moments, moments.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(moments.allSatisfy { Sample.large.span.contains($0) })
    // Three thousand of them span months.
    #expect(moments[2_999] - moments[0] > 60 * 86_400_000_000)
  }

  @Test func commandIDsRiseAndTellTheTimeOfTheReferral() throws {
    var last = Identifier128.nil128
    for request in Sample.large.requests {
      let context = try #require(request.context)
      let id = try #require(Identifier128(context.commandID))
      #expect(id > last)
      #expect(id.high >> 12 & 0xF == 7 && id.low >> 62 == 2)
      let seconds = try #require(Timestamp(context.occurredAt)).microseconds / 1_000_000
      #expect(Int64(id.high >> 16) / 1_000 == seconds)
      last = id
    }
  }

  @Test func theScheduleIsStrictlyForwardToItsEnd() {
    let schedule = Schedule(endWeek: 25, referralsMax: SampleReferralGenerator.referralsMax)
    for start in [0, 999_000, SampleReferralGenerator.referralsMax - 20_000] {
      var random = SeededRandom(seed: 1)
      var last = schedule.span.lowerBound - 1
      for index in start..<start + 20_000 {
        let moment = schedule.moment(of: index, by: &random)
        #expect(moment > last && moment < schedule.span.upperBound)
        last = moment
      }
    }
  }

  @Test func moreHappensOnWorkingDaysThanAtNight() throws {
    let hours = Sample.large.requests.compactMap { request in
      Int(request.context?.occurredAt.dropFirst(11).prefix(2) ?? "")
    }
    #expect(hours.count { (9..<18).contains($0) } > 1_500)
    #expect(hours.count { $0 < 6 } > 30)
  }

  @Test func statementsAreSeenThenWrittenDownThenSent() throws {
    for request in Sample.unspoilt.requests {
      let sent = try #require(Timestamp(request.context?.occurredAt ?? "")).microseconds
      for statement in request.referral?.statements ?? [] {
        let observed = try #require(Timestamp(statement.observedAt)).microseconds
        let recorded = try #require(Timestamp(statement.recordedAt)).microseconds
        #expect(observed <= recorded && recorded <= sent)
      }
    }
  }

  @Test(arguments: [0, 1, 27, 364, 11_016, 20_000])
  func daysAreWrittenAsTheyAreRead(day: Int) {
    #expect(CivilDate(TimeText.date(daysSinceEpoch: day))?.daysSinceEpoch == day)
    let moment = TimeText.moment(seconds: day * 86_400 + 86_399, offsetSeconds: 3_600)
    #expect(Timestamp(moment)?.microseconds == Int64(day * 86_400 + 86_399) * 1_000_000)
  }
}
