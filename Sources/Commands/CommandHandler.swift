package import CairnDomain
internal import CairnMessages
package import EventCoding
package import EventLog
internal import Identifiers

/// Takes commands from whoever was authenticated, has them decided and recorded, and answers with what stands in the log.
package final class CommandHandler: Sendable {
  let sequencer: Sequencer<StreamMemory>
  let keyRing: KeyRing
  let secrets: CommandSecrets
  let random: RandomSource
  let now: @Sendable () -> Int64
  private let loader: StreamLoader
  private let sealer: EventSealer
  private let opener: EventOpener
  private let logID: Identifier128

  /// A handler for the log that `sequencer` writes.
  ///
  /// - Parameters:
  ///   - recent: remembers what is sealed, for those who fold it.
  ///   - now: microseconds since 1970-01-01T00:00:00Z.
  package init(
    sequencer: Sequencer<StreamMemory>, store: any LogStore, keyRing: KeyRing, secrets: CommandSecrets,
    random: RandomSource, recent: RecentEvents = RecentEvents(), now: @escaping @Sendable () -> Int64
  ) {
    self.sequencer = sequencer
    self.keyRing = keyRing
    self.secrets = secrets
    self.random = random
    self.now = now
    logID = sequencer.durableHead.logID
    opener = EventOpener(logID: logID, random: random, keyRing: keyRing)
    sealer = EventSealer(logID: logID, random: random, recent: recent, now: now)
    loader = StreamLoader(store: store, opener: opener, sequencer: sequencer)
  }

  /// Has a command decided and recorded.
  func execute(_ command: Command) async throws(CommandError) -> RecordedCommand {
    let keys = try await unavailableOnFailure { () async throws(LogStoreError) in
      try await keyRing.take(command.freshKeysMax)
    }
    while true {
      let outcome = await sequencer.submit(command.key, digest: command.digest) { memory, firstPosition in
        command.propose(to: &memory, firstPosition: firstPosition, freshKeys: keys)
      } seal: { [sealer] drafts in
        sealer.seal(
          drafts, context: command.context, command: command.key, digest: command.digest)
      }
      switch outcome {
      case .recorded(let record, let drafts): return recorded(record, drafts)
      case .repeated(let events): return try await repeated(events)
      case .notReady:
        try await unavailableOnFailure { () async throws(LogStoreError) in try await loader.load(command.reads) }
      case .refused(let refusal):
        keyRing.giveBack(keys)
        switch refusal {
        case .rejected(let rejection): throw .rejected(rejection)
        case .versionConflict: throw .versionConflict
        }
      case .idTaken: throw .commandIDTaken
      case .overloaded: throw .overloaded
      case .unavailable(let reason): throw .unavailable(reason: reason)
      }
    }
  }

  /// The agency as the log knows it, for those who ask without commanding.
  package func agency(_ agencyID: AgencyID) async throws(CommandError) -> AgencyDecider.State {
    let stream = StreamReference(id: AgencyStream.id(of: agencyID), kind: .agency)
    while true {
      if let entry = sequencer.withMemory({ memory, _ in memory.entry(stream.id) }) {
        guard await sequencer.untilDurable(entry.lastPosition) else {
          throw .unavailable(reason: "the agency's registration may not have been recorded")
        }
        return StreamStates(states: [stream.id: entry.state]).agency(stream.id)
      }
      try await unavailableOnFailure { () async throws(LogStoreError) in try await loader.load([stream]) }
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
