import EventLog
import EventLogTestSupport
import History

extension Mutant {
  private static let names = ["all", "types", "streams", "agency"]

  /// Subscribers that did not see what they should have.
  static let subscribers: [Mutant] = [
    Mutant("a subscriber misses an event", .subscriberGap) { run, chance in
      let name = names.randomElement(using: &chance) ?? ""
      guard let index = run.sightingsOfOnce(name).randomElement(using: &chance) else { return false }
      run.history.remove(at: index)
      return true
    },
    Mutant("a subscriber has caught up and missed the last", .subscriberGap) { run, _ in
      run.append(SimulatedRun.stranger)
      run.note(.caughtUp(position: UInt64(run.log.count)), by: "all")
      return true
    },
    Mutant("a subscriber goes on behind what it never saw", .subscriberGap) { run, _ in
      run.append(SimulatedRun.stranger)
      run.note(.subscribe(after: UInt64(run.log.count), scope: .all), by: "all")
      return true
    },
    Mutant("a subscriber goes on with another scope after a gap", .subscriberGap) { run, _ in
      run.append(SimulatedRun.stranger)
      run.note(.caughtUp(position: UInt64(run.log.count)), by: "all")
      run.note(.subscribe(after: UInt64(run.log.count), scope: SubscriberScope(types: ["Opened"])), by: "all")
      return true
    },
    Mutant("a subscriber sees an event twice", .subscriberDouble) { run, chance in
      let name = names.randomElement(using: &chance) ?? ""
      guard let index = run.firstSightings(of: name).randomElement(using: &chance) else { return false }
      run.history.insert(run.history[index], at: index + 1)
      return true
    },
    Mutant("a subscriber sees two events in the wrong order", .subscriberOrder) { run, chance in
      let name = names.randomElement(using: &chance) ?? ""
      let seen = run.firstSightings(of: name)
      guard seen.count > 1 else { return false }
      let first = Int.random(in: 0..<(seen.count - 1), using: &chance)
      let steps = (run.history[seen[first]].step, run.history[seen[first + 1]].step)
      (run.history[seen[first]].step, run.history[seen[first + 1]].step) = (steps.1, steps.0)
      return true
    },
    Mutant("a subscriber sees what it may not", .subscriberForeign) { run, chance in
      guard let event = run.log.filter({ $0.entry.type == "Opened" }).randomElement(using: &chance) else {
        return false
      }
      run.note(.seen(Sighting(position: event.entry.position)), by: "types")
      return true
    },
    Mutant("a subscriber sees what is not there", .seenNotInLog) { run, _ in
      run.note(.seen(Sighting(position: UInt64(run.log.count) + 1)), by: "all")
      return true
    },
    Mutant("a subscriber sees another command's event", .seenNotInLog) { run, _ in
      let event = run.append(SimulatedRun.stranger)
      run.note(
        .seen(Sighting(position: event.positions[0], command: Samples.command(2, agencyID: "stranger"))), by: "all")
      return true
    },
    Mutant("a subscriber sees another version", .seenNotInLog) { run, _ in
      let event = run.append(SimulatedRun.stranger)
      run.note(.seen(Sighting(position: event.positions[0], stream: event.stream, version: 2)), by: "all")
      return true
    },
  ]

  /// Reads that show what they should not.
  static let reads: [Mutant] = [
    Mutant("a read is stale", .staleRead, alongside: [.readBackwards]) { run, chance in
      let fresh = run.reads.filter { $0.after != nil && run.version(of: $0.stream, at: $0.after ?? 0) > 0 }
      guard let read = fresh.randomElement(using: &chance) else { return false }
      let demanded = run.version(of: read.stream, at: read.after ?? 0)
      run.history[read.index].step = .read(stream: read.stream, version: demanded - 1, after: read.after)
      return true
    },
    Mutant("a read shows less than one before", .readBackwards) { run, chance in
      guard let read = run.reads.filter({ $0.version > 0 }).randomElement(using: &chance) else { return false }
      run.note(.read(stream: read.stream, version: read.version - 1, after: nil), by: run.history[read.index].client)
      return true
    },
    Mutant("a read shows what is not there", .readBeyondLog) { run, chance in
      guard let read = run.reads.randomElement(using: &chance) else { return false }
      run.note(.read(stream: read.stream, version: run.version(of: read.stream) + 1, after: nil))
      return true
    },
  ]
}
