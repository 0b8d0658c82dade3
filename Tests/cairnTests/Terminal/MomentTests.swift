import Testing

@testable import cairn

@Suite struct MomentTests {
  @Test func showsTimesAsLondonReadsThem() {
    #expect(Moment.text(microseconds: 1_795_428_000_000_000) == "23 Nov 2026 10:00:00")
    #expect(Moment.text(rfc3339: "2026-07-14T21:45:00Z") == "14 Jul 2026 22:45:00")
    #expect(Moment.text(rfc3339: "2026-01-14T21:45:00.250+00:00") == "14 Jan 2026 21:45:00")
  }

  @Test func aMomentFromNowOnIsReadAsItWasPrinted() {
    let moment = Moment.microseconds(hoursAhead: 48)
    #expect(Moment.microseconds(rfc3339: Moment.rfc3339(microseconds: moment)) == moment)
    #expect(Moment.microseconds(rfc3339: "2026-11-23T11:00:00.250+01:00") == 1_795_428_000_250_000)
    #expect(Moment.microseconds(rfc3339: "soon") == nil)
  }

  @Test func leavesWhatItCannotReadAsItWasWritten() {
    #expect(Moment.text(rfc3339: "last Tuesday") == "last Tuesday")
  }
}
