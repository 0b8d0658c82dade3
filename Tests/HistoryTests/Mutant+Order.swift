internal import Cryptography
import EventLog
import EventLogTestSupport
import History

extension Mutant {
  /// Orders that are not the one in which things happened.
  static let order: [Mutant] = [
    Mutant("two events change places", .answeredElsewhere, alongside: nil) { run, chance in
      let told = Set(run.acknowledged.map(\.key.id))
      let pairs = run.log.indices.dropLast().filter { index in
        let (left, right) = (run.log[index].entry, run.log[index + 1].entry)
        return left.commandID != right.commandID && told.contains(left.commandID)
      }
      guard let index = pairs.randomElement(using: &chance) else { return false }
      run.swapEvents(index, index + 1)
      return true
    },
    Mutant("an answer has another's positions", .answeredElsewhere) { run, chance in
      let told = run.acknowledgedOnce.shuffled(using: &chance)
      guard told.count > 1 else { return false }
      run.history[told[0].index].step = .ok(told[0].key, recorded: told[1].recorded)
      run.history[told[1].index].step = .ok(told[1].key, recorded: told[0].recorded)
      return true
    },
    Mutant("a command overtakes one that was answered before it was sent", .orderInverted) { run, chance in
      guard let (earlier, later) = inOrder(in: run, &chance) else { return false }
      let rows = [earlier, later].map { run.rows(of: $0.key)[0] }
      run.swapEvents(rows[0], rows[1])
      for told in [earlier, later] {
        let row = run.rows(of: told.key)[0]
        let entry = run.log[row].entry
        run.history[told.index].step = .ok(
          told.key,
          recorded: [
            .init(stream: entry.streamID, positions: [entry.position], leaves: [entry.leaf])
          ])
      }
      // Who looked on would have seen it, too.
      run.history.removeAll { $0.step.command == nil }
      return true
    },
  ]

  /// Two commands of one event each, the first answered before the second was sent, with nothing of their streams between.
  private static func inOrder(
    in run: SimulatedRun, _ chance: inout SplitMix
  ) -> (SimulatedRun.Acknowledged, SimulatedRun.Acknowledged)? {
    let single = run.acknowledgedOnce.filter { $0.recorded.flatMap(\.positions).count == 1 }
    var pairs: [(SimulatedRun.Acknowledged, SimulatedRun.Acknowledged)] = []
    for earlier in single {
      for later in single {
        let sent = run.invocations.first { $0.invocation.command == later.key }
        guard let sent, run.history[sent.index].at > earlier.at else { continue }
        let (low, high) = (Int(earlier.recorded[0].positions[0]) - 1, Int(later.recorded[0].positions[0]) - 1)
        guard low < high else { continue }
        let streams = [earlier.recorded[0].stream, later.recorded[0].stream]
        let touched = run.log[low...high].count { streams.contains($0.entry.streamID) }
        if touched == 2, streams[0] != streams[1] { pairs.append((earlier, later)) }
      }
    }
    return pairs.randomElement(using: &chance)
  }
}
