internal import Cryptography
import EventLog
import EventLogTestSupport
import History
import Testing

/// A checker is believed once it finds what was broken on purpose, and nothing where nothing is broken.
@Suite struct MutantTests {
  private static let cleanSeeds: UInt64 = 200
  /// One for each seed, to break copies of.
  private static let goodRuns = (0..<UInt64(12)).map { Simulation.run(seed: $0) }

  @Test func aGoodRunIsClean() throws {
    for seed in 0..<Self.cleanSeeds {
      let report = try Simulation.run(seed: seed).report(knowsAll: true)
      #expect(report.violations == [], "seed \(seed)")
      #expect(report.isGood)
    }
  }

  /// What is checked must also be there to be checked.
  @Test func aGoodRunHasSomethingOfEverything() throws {
    let reports = try (0..<UInt64(10)).map { try Simulation.run(seed: $0).report() }
    for (index, line) in reports[0].lines.enumerated() where line.property != "commands that no history tells of" {
      #expect(reports.contains { $0.lines[index].count > 0 }, "\(line.property)")
    }
  }

  @Test(arguments: Mutant.all)
  func aMutantIsCaughtAndNamed(mutant: Mutant) throws {
    var caught = 0
    for (seed, goodRun) in Self.goodRuns.enumerated() {
      var run = goodRun
      var chance = SplitMix(seed: UInt64(seed))
      guard mutant.apply(&run, &chance) else { continue }
      caught += 1
      let report = try run.report()
      let kinds = Set(report.violations.map(\.kind))
      #expect(kinds.contains(mutant.kind), "seed \(seed): \(report.violations.first?.description ?? "nothing")")
      if let alongside = mutant.alongside {
        #expect(kinds.subtracting(alongside) == [mutant.kind], "seed \(seed): \(report.violations)")
      }
      #expect(!report.isGood)
    }
    #expect(caught > Self.goodRuns.count / 2, "hardly any run could be broken so")
  }

  @Test func everyKindHasAMutant() {
    let kinds = Set(Mutant.all.map(\.kind))
    #expect(kinds.union([.unknownCommand]) == Set(Violation.Kind.allCases))
  }

  @Test func whatNobodySentIsFoundWhereEverythingSentIsKnown() throws {
    var run = Simulation.run(seed: 1)
    run.append(SimulatedRun.stranger)
    #expect(try run.report().isGood)
    #expect(try run.report(knowsAll: true).violations.map(\.kind) == [.unknownCommand])
  }

  @Test func aViolationNamesCommandPositionsAndLines() throws {
    var run = SimulatedRun()
    run.note(.invoke(Invocation(command: SimulatedRun.stranger, payload: .zero)))
    let told = run.append(SimulatedRun.stranger)
    run.note(
      .ok(
        SimulatedRun.stranger,
        recorded: [.init(stream: told.stream, positions: [3, 4], leaves: [.zero, .zero])]))
    let violation = try #require(try run.report().violations.first)
    #expect(violation.kind == .answeredElsewhere)
    #expect(violation.commandID == SimulatedRun.stranger.id)
    #expect(violation.agencyID == "stranger")
    #expect(violation.positions == [3, 4])
    #expect(violation.lines == ["run:1", "run:2"])
    #expect(
      violation.description == """
        answered-elsewhere: command \(SimulatedRun.stranger.id) of stranger was acknowledged at 3–4 and stands at 1 \
        (run:1, run:2)
        """)
  }

  /// A broken log may have more violations than anybody reads.
  @Test func violationsThatAreNotKeptAreCounted() throws {
    var run = SimulatedRun()
    for _ in 0..<1_500 { run.append(SimulatedRun.stranger) { $0.version = 7 } }
    let report = try run.report()
    #expect(report.violations.count { $0.kind == .versionGap } == 1_000)
    #expect(report.lines.first { $0.unit == "streams" }?.violations == 1_500)
  }
}
