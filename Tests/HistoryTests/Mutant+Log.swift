internal import Cryptography
import EventLog
import EventLogTestSupport
import History

extension Mutant {
  /// Logs that are no logs.
  static let log: [Mutant] = [
    Mutant("a position is left out", .positionGap) { run, _ in
      run.append(SimulatedRun.stranger) { $0.position += 1 }
      return true
    },
    Mutant("an event vanishes", .positionGap, alongside: nil) { run, chance in
      run.log.remove(at: Int.random(in: 0..<(run.log.count - 1), using: &chance))
      return true
    },
    Mutant("the head is further than the log", .headMismatch) { run, _ in
      run.tamper = { $0.position += 1 }
      return true
    },
    Mutant("a version is left out", .versionGap) { run, chance in
      let stream = run.log.randomElement(using: &chance)?.entry.streamID
      run.append(SimulatedRun.stranger, stream: stream) { $0.version += 1 }
      return stream != nil
    },
    Mutant("time runs backwards", .timeBackwards) { run, _ in
      run.append(SimulatedRun.stranger) { $0.recordedAt -= 1_000 }
      return true
    },
    Mutant("an event stands twice", .eventRepeated) { run, chance in
      guard let event = run.log.randomElement(using: &chance) else { return false }
      run.append(SimulatedRun.stranger) { $0.eventID = event.entry.eventID }
      return true
    },
    Mutant("the root is another", .rootMismatch) { run, _ in
      run.tamper = { $0.root = Digest256(hashing: $0.root.bytes) }
      return true
    },
    Mutant("a part was changed on disk", .wrongLeaf, alongside: [.rootMismatch]) { run, chance in
      guard let told = run.acknowledgedOnce.randomElement(using: &chance), let row = run.rows(of: told.key).first
      else { return false }
      let root = run.end.root
      run.log[row].entry.actorID = Samples.id(8, kind: 0xA)
      run.tamper = { $0.root = root }
      return true
    },
  ]
}
