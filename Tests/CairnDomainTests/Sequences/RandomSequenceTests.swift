import CairnMessages
import Foundation
import Testing

@testable import CairnDomain

/// Whatever is asked of a hub, in whatever order, what it holds makes sense.
///
/// `CAIRN_SEQUENCES` says how many sequences are tried, `CAIRN_SEQUENCES_SEED` which: the same seed tries the same ones.
@Suite struct RandomSequenceTests {
  private static let shares = 8
  private static let stepsPerSequence = 16
  private static let count = number("CAIRN_SEQUENCES") ?? 20_000
  private static let seed = UInt64(number("CAIRN_SEQUENCES_SEED") ?? 1)

  private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap(Int.init) }

  @Test(arguments: 0..<shares)
  func everySequenceLeavesARecordThatMakesSense(share: Int) throws {
    for number in stride(from: share, to: Self.count, by: Self.shares) {
      let seed = Self.seed &* 1_000_003 &+ UInt64(number)
      var source = SequenceSource(seed: seed)
      let start = source.start()
      let steps = source.steps(Self.stepsPerSequence)
      guard let failure = SequenceRun(steps, from: start).failure else { continue }
      let few = SequenceShrinker(start: start, mutant: nil).shrink(steps)
      Issue.record("sequence \(number): \(failure.story(few, from: start))")
      return
    }
  }

  /// Without this, sequences that are always refused would prove nothing.
  @Test func everyCommandIsCarriedOutAndRefused() {
    var carriedOut: [String: Int] = [:]
    var refused: Set<String> = []
    for seed in 0..<600 {
      var source = SequenceSource(seed: UInt64(seed))
      let start = source.start()
      let steps = source.steps(40)
      for (step, outcome) in zip(steps, SequenceRun(steps, from: start).outcomes) {
        switch outcome {
        case .success(let decisions): if !decisions.isEmpty { carriedOut[step.command.name, default: 0] += 1 }
        case .failure(let rejection): refused.insert(rejection.reason)
        }
      }
    }
    let rare = carriedOut.filter { $0.value < 20 }
    #expect(carriedOut.count == 19 && rare.isEmpty, "\(carriedOut)")
    let expected: Set<String> = [
      "CASE_UNKNOWN", "REFERRAL_UNKNOWN", "REQUEST_UNKNOWN", "FINDING_UNKNOWN", "REFERRAL_EXISTS", "INVALID_REQUEST",
      "NO_FURTHER_ACTION", "CASE_CLOSED", "CASE_JOINED", "EPISODE_OPEN", "DECISION_OWED", "ASSESSMENT_OWED",
      "CASE_DECIDED", "CASE_ACCEPTED", "CASE_WORKED_ON", "SAME_REFERRAL", "ALREADY_LINKED", "REQUEST_ANSWERED",
      "REQUEST_LAPSED", "ACKNOWLEDGED_ALREADY", "CLOSED_BEFORE_REFERRAL", "GRANT_UNKNOWN", "GRANT_ENDED",
      "GLASS_REVIEWED", "OWN_GLASS",
    ]
    #expect(expected.subtracting(refused) == [])
  }
}
