internal import Cryptography
import EventLog
import EventLogTestSupport
import History
import Identifiers

extension Mutant {
  /// Commands that did not become what their clients were told.
  static let commands: [Mutant] = [
    Mutant("the log loses its end", .lostAnswer, alongside: [.seenNotInLog, .readBeyondLog]) { run, _ in
      guard let told = run.acknowledged.max(by: { first($0) < first($1) }) else { return false }
      run.log.removeSubrange((Int(first(told)) - 1)...)
      return true
    },
    Mutant("an answer is made up", .lostAnswer) { run, _ in
      let key = SimulatedRun.stranger
      run.note(.invoke(Invocation(command: key, payload: .zero)))
      run.note(
        .ok(key, recorded: [.init(stream: Samples.id(1), positions: [UInt64(run.log.count)], leaves: [.zero])]))
      return true
    },
    Mutant("an answer has no positions", .lostAnswer) { run, chance in
      guard let told = run.acknowledgedOnce.randomElement(using: &chance) else { return false }
      run.history[told.index].step = .ok(told.key, recorded: [])
      return true
    },
    Mutant("a command is appended twice", .recordedTwice) { run, chance in
      guard let told = run.acknowledged.randomElement(using: &chance), let row = run.rows(of: told.key).first
      else { return false }
      run.append(told.key, stream: run.log[row].entry.streamID, mark: run.log[row].mark)
      return true
    },
    Mutant("an unknown outcome is recorded twice", .recordedTwice) { run, chance in
      let told = Set(run.acknowledged.map(\.key))
      let open = run.invocations.map(\.invocation.command).filter { !told.contains($0) && !run.rows(of: $0).isEmpty }
      guard let key = open.randomElement(using: &chance), let row = run.rows(of: key).first else { return false }
      run.append(key, stream: run.log[row].entry.streamID, mark: run.log[row].mark)
      return true
    },
    Mutant("an unknown outcome is recorded twice at once", .recordedTwice) { run, _ in
      let key = SimulatedRun.stranger
      run.note(.invoke(Invocation(command: key, payload: .zero)))
      run.note(.info(key))
      // Two beginnings, with as many events as one command has.
      let first = run.append(key, mark: .first(of: 2))
      let time = run.log.last?.entry.recordedAt ?? 0
      run.append(key, stream: first.stream, mark: .first(of: 2)) { $0.recordedAt = time }
      return true
    },
    Mutant("one id has two effects", .answersDiffer, alongside: [.recordedTwice]) { run, chance in
      guard let told = run.acknowledgedOnce.randomElement(using: &chance), let row = run.rows(of: told.key).first,
        let sent = run.invocations.first(where: { $0.invocation.command == told.key })
      else { return false }
      let again = run.append(told.key, stream: run.log[row].entry.streamID, mark: run.log[row].mark)
      run.note(.invoke(sent.invocation))
      run.note(.ok(told.key, recorded: [again]))
      return true
    },
    Mutant("one id is acknowledged for two payloads", .payloadReused) { run, chance in
      guard let told = run.acknowledged.randomElement(using: &chance) else { return false }
      run.note(.invoke(Invocation(command: told.key, payload: Digest256(hashing: [42]))))
      run.note(.ok(told.key, recorded: told.recorded))
      return true
    },
    Mutant("a command is recorded in part", .recordedInPart) { run, _ in
      let key = SimulatedRun.stranger
      run.note(.invoke(Invocation(command: key, payload: .zero, events: 2)))
      run.append(key)
      return true
    },
    Mutant("a command lacks its first event", .recordedInPart) { run, _ in
      run.append(SimulatedRun.stranger, mark: .later)
      return true
    },
    Mutant("a command is torn apart", .recordedApart) { run, _ in
      let key = SimulatedRun.stranger
      run.append(key, mark: .first(of: 2))
      let time = run.log.last?.entry.recordedAt ?? 0
      run.append(Samples.command(2, agencyID: "stranger"), mark: .first(of: 1)) { $0.recordedAt = time }
      run.append(key, mark: .later) { $0.recordedAt = time }
      return true
    },
    Mutant("a refused command is recorded", .refusedRecorded) { run, chance in
      let refused = run.failed.filter { key in
        run.rows(of: key).isEmpty
          && run.history.filter { $0.step.command == key && $0.step.ends }.allSatisfy { $0.step.isFail }
          && run.history.count { $0.step.command == key } % 2 == 0
      }
      guard let key = refused.sorted(by: { $0.id < $1.id }).randomElement(using: &chance) else { return false }
      run.append(key, mark: .first(of: 1))
      return true
    },
    Mutant("an acknowledged command is refused when it comes again", .refusedAfterOk) { run, chance in
      guard let told = run.acknowledgedOnce.randomElement(using: &chance),
        let sent = run.invocations.first(where: { $0.invocation.command == told.key })
      else { return false }
      run.note(.invoke(sent.invocation))
      run.note(.fail(told.key, status: "FAILED_PRECONDITION"))
      return true
    },
    Mutant("a leaf is another", .wrongLeaf) { run, chance in
      guard var told = run.acknowledgedOnce.randomElement(using: &chance) else { return false }
      told.recorded[0].leaves[0] = Digest256(hashing: [1])
      run.history[told.index].step = .ok(told.key, recorded: told.recorded)
      return true
    },
    Mutant("a receipt names another stream", .wrongStream) { run, chance in
      guard var told = run.acknowledgedOnce.randomElement(using: &chance) else { return false }
      told.recorded[0].stream = Samples.id(99, kind: 0x9)
      run.history[told.index].step = .ok(told.key, recorded: told.recorded)
      return true
    },
    Mutant("a command lands in another stream than it was for", .wrongStream) { run, chance in
      guard let told = run.acknowledgedOnce.randomElement(using: &chance),
        let sent = run.invocations.first(where: { $0.invocation.command == told.key })
      else { return false }
      var invocation = sent.invocation
      invocation.streams = [Samples.id(99, kind: 0x9)]
      run.history[sent.index].step = .invoke(invocation)
      return true
    },
  ]

  private static func first(_ told: SimulatedRun.Acknowledged) -> UInt64 { told.recorded[0].positions[0] }
}

extension HistoryRecord.Step {
  var command: CommandKey? {
    switch self {
    case .invoke(let invocation): invocation.command
    case .ok(let key, _), .fail(let key, _), .info(let key): key
    default: nil
    }
  }

  var ends: Bool {
    if case .invoke = self { false } else { command != nil }
  }

  var isFail: Bool {
    if case .fail = self { true } else { false }
  }
}
