package import CairnDomain
internal import CairnMessages
package import Cryptography
internal import EventCoding
package import EventLog
internal import Identifiers

/// Takes commands from whoever was authenticated, has them decided and recorded, and answers with what stands in the log.
package final class CommandHandler: Sendable {
  let sequencer: Sequencer<StreamMemory>
  let keyRing: KeyRing
  /// The hub's.
  package let secrets: CommandSecrets
  let random: RandomSource
  let now: @Sendable () -> Int64
  let clocks: ClockSettings
  let glassLife: GlassLife
  let closed: ClosedStreams
  private let loader: StreamLoader
  private let sealer: EventSealer
  private let opener: EventOpener
  private let logID: Identifier128

  /// A handler for the log that `sequencer` writes.
  ///
  /// - Parameters:
  ///   - closed: tells for whom a case or a referral is not there.
  ///   - now: microseconds since 1970-01-01T00:00:00Z.
  package init(
    sequencer: Sequencer<StreamMemory>, store: any LogStore, keyRing: KeyRing, secrets: CommandSecrets,
    random: RandomSource, clocks: ClockSettings = .standard, glassLife: GlassLife = .usual,
    closed: @escaping ClosedStreams, now: @escaping @Sendable () -> Int64
  ) {
    self.sequencer = sequencer
    self.keyRing = keyRing
    self.secrets = secrets
    self.random = random
    self.now = now
    self.clocks = clocks
    self.glassLife = glassLife
    self.closed = closed
    logID = sequencer.durableHead.logID
    opener = EventOpener(logID: logID, random: random, keyRing: keyRing)
    sealer = EventSealer(logID: logID, random: random, now: now)
    loader = StreamLoader(store: store, opener: opener, sequencer: sequencer)
  }

  /// Has commands decided and recorded, in their order.
  ///
  /// - Returns: for each command what was recorded, or why it was not.
  func execute(_ commands: [Command]) async -> [Result<RecordedCommand, CommandError>] {
    var results = [Result<RecordedCommand, CommandError>?](repeating: nil, count: commands.count)
    do throws(CommandError) {
      while true {
        let open = results.indices.filter { results[$0] == nil }
        guard !open.isEmpty else { break }
        let outcomes = try await submit(open.map { commands[$0] })
        for (index, outcome) in zip(open, outcomes) { results[index] = await result(of: outcome) }
        // Those that lacked a stream are submitted again once it is there.
        try await load(open.filter { results[$0] == nil }.flatMap { commands[$0].reads })
      }
    } catch {
      return results.map { $0 ?? .failure(error) }
    }
    return results.compactMap(\.self)
  }

  private typealias CommandOutcome = Outcome<[EventDraft], Refusal>

  private func submit(_ commands: [Command]) async throws(CommandError) -> [CommandOutcome] {
    let keys = try await unavailableOnFailure { () async throws(LogStoreError) in
      try await keyRing.take(commands.reduce(0) { $0 + $1.freshKeysMax })
    }
    var unused = keys[...]
    let own = commands.map { command in
      defer { unused = unused.dropFirst(command.freshKeysMax) }
      return unused.prefix(command.freshKeysMax)
    }
    let candidates = zip(commands, own).map { command, keys in
      Candidate<StreamMemory, [EventDraft], Refusal>(command.key, digest: command.digest) { memory, firstPosition in
        command.propose(to: &memory, firstPosition: firstPosition, freshKeys: keys)
      }
    }
    let outcomes = await sequencer.submit(candidates) { [sealer] accepted in
      var header = EventSealer.Header()
      var events: [SealedEvent] = []
      events.reserveCapacity(accepted.reduce(0) { $0 + $1.draft.count })
      for (index, drafts) in accepted {
        let command = commands[index]
        sealer.seal(
          drafts, context: command.context, command: command.key, digest: command.digest, header: &header,
          into: &events)
      }
      return events
    }
    for (outcome, keys) in zip(outcomes, own) where !outcome.mayHaveUsedKeys { keyRing.giveBack(keys) }
    return outcomes
  }

  /// `nil` for a command that lacked a stream.
  private func result(of outcome: CommandOutcome) async -> Result<RecordedCommand, CommandError>? {
    switch outcome {
    case .recorded(let record, let drafts): return .success(recorded(record, drafts))
    case .repeated(let events):
      do throws(CommandError) { return .success(try await repeated(events)) } catch { return .failure(error) }
    case .notReady: return nil
    case .refused(.rejected(let rejection)): return .failure(.rejected(rejection))
    case .refused(.versionConflict): return .failure(.versionConflict)
    case .idTaken: return .failure(.commandIDTaken)
    case .overloaded: return .failure(.overloaded)
    case .unavailable(let reason): return .failure(.unavailable(reason: reason))
    }
  }

  private func load(_ streams: [StreamReference]) async throws(CommandError) {
    try await unavailableOnFailure { () async throws(LogStoreError) in try await loader.load(streams) }
  }

  /// The agency as the log knows it, for those who ask without commanding.
  package func agency(_ agencyID: AgencyID) async throws(CommandError) -> AgencyDecider.State {
    let stream = AgencyStream.reference(to: agencyID)
    return StreamStates([(stream, try await state(of: stream))]).agency(stream.id)
  }

  /// A stream as it stands on the disk.
  func state(of stream: StreamReference) async throws(CommandError) -> StreamState {
    while true {
      if let entry = sequencer.withMemory({ memory, _ in memory.entry(stream) }) {
        guard await sequencer.untilDurable(entry.lastPosition) else {
          throw .unavailable(reason: "what it rests on may not have been recorded")
        }
        return entry.state
      }
      try await load([stream])
    }
  }

  private func recorded(_ record: CommandRecord, _ drafts: [EventDraft]) -> RecordedCommand {
    let entries = drafts.enumerated().map { index, draft in
      ReceiptEntry(
        streamID: draft.streamID, version: draft.version, position: record.firstPosition + UInt64(index),
        leaf: record.leaves[index])
    }
    return RecordedCommand(
      receipt: secrets.receipt(entries, recordedAt: record.recordedAt),
      events: drafts.map(\.decided.event))
  }

  /// The first answer again, from what the log holds.
  private func repeated(_ events: [StoredEvent]) async throws(CommandError) -> RecordedCommand {
    let opened = try await unavailableOnFailure { () async throws(LogStoreError) in try await opener.open(events) }
    // What was erased is gone from the answer as well. Half of what stands there would be another answer.
    for case .unreadable(let reason) in opened.map(\.content) {
      throw .unreadable(reason: reason)
    }
    let entries = events.map { stored in
      ReceiptEntry(
        streamID: stored.event.streamID, version: stored.event.version, position: stored.position,
        leaf: stored.entry(logID: logID).leaf)
    }
    return RecordedCommand(
      receipt: secrets.receipt(entries, recordedAt: events[0].recordedAt),
      events: opened.compactMap(\.event))
  }

  private func unavailableOnFailure<Value: Sendable>(
    _ work: () async throws(LogStoreError) -> Value
  ) async throws(CommandError) -> Value {
    do throws(LogStoreError) {
      return try await work()
    } catch {
      throw .unavailable(reason: "the hub's store does not answer")
    }
  }
}

extension Outcome {
  /// Whether fresh keys may have sealed something that is in the log, or may yet come to be.
  fileprivate var mayHaveUsedKeys: Bool {
    switch self {
    case .recorded, .unavailable: true
    case .refused, .notReady, .overloaded, .repeated, .idTaken: false
    }
  }
}
