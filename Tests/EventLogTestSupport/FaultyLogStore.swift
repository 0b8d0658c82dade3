package import EventLog
package import Identifiers
internal import Synchronization

/// A log in memory that fails by a seed: it refuses, loses answers before and after committing, cannot be claimed or read
/// for a while, and now and then is taken over by another server.
package final class FaultyLogStore: LogStore {
  /// How often what happens, in percent.
  package struct Rates: Sendable {
    package var refused = 4
    package var lostAfterCommit = 6
    package var lostBeforeCommit = 6
    package var claimUnavailable = 25
    /// Of a claim to take effect without an answer.
    package var claimLost = 15
    package var readUnavailable = 3
    /// Of another server to have taken over when the log is claimed again.
    package var takenOver = 0

    /// The rates of a bad day.
    package init() {}
  }

  private struct Held {
    let batch: LogBatch
    let completion: @Sendable (AppendOutcome) -> Void
  }

  private struct State {
    var chance: SplitMix
    var held: [Held] = []
    var isDraining = false
    /// The connection is lost: nothing reaches the disk before the log is claimed again.
    var isLost = false
  }

  /// What is on disk.
  package let disk: InMemoryLogStore
  private let rates: Rates
  private let state: Mutex<State>

  /// A store over a disk, which fails as the seed says.
  package init(disk: InMemoryLogStore, seed: UInt64, rates: Rates) {
    self.disk = disk
    self.rates = rates
    state = Mutex(State(chance: SplitMix(seed: seed)))
  }

  package func renew(by claimant: Identifier128) async throws(LogStoreError) {
    try await disk.renew(by: claimant)
  }

  package func append(_ batch: LogBatch, completion: @escaping @Sendable (AppendOutcome) -> Void) {
    let isAtOnce = state.withLock { state in
      state.held.append(Held(batch: batch, completion: completion))
      return state.chance.happens(percent: 30)
    }
    if isAtOnce { drain() } else { Task { drain() } }
  }

  /// Ends what is held, in order, one at a time.
  private func drain() {
    let isMine = state.withLock { state in
      defer { state.isDraining = true }
      return !state.isDraining
    }
    guard isMine else { return }
    while let (held, fate) = takeHeld() { end(held, by: fate) }
  }

  private func takeHeld() -> (Held, Int)? {
    state.withLock { state in
      guard !state.held.isEmpty else {
        state.isDraining = false
        return nil
      }
      return (state.held.removeFirst(), state.isLost ? -1 : Int.random(in: 0..<100, using: &state.chance))
    }
  }

  private func end(_ held: Held, by fate: Int) {
    let lost = AppendOutcome.ambiguous(reason: "the connection was lost")
    switch fate {
    case ..<0: held.completion(lost)
    case ..<rates.refused: held.completion(.refused(.unavailable(reason: "the disk is full")))
    case ..<(rates.refused + rates.lostAfterCommit):
      state.withLock { $0.isLost = true }
      disk.append(held.batch) { _ in held.completion(lost) }
    case ..<(rates.refused + rates.lostAfterCommit + rates.lostBeforeCommit):
      state.withLock { $0.isLost = true }
      held.completion(lost)
    default: disk.append(held.batch, completion: held.completion)
    }
  }

  package func claim(_ claim: EpochClaim, by claimant: Identifier128) async throws(LogStoreError) -> LogHead {
    let (isUnavailable, isTakenOver, isLost) = state.withLock { state in
      (
        state.chance.happens(percent: rates.claimUnavailable), state.chance.happens(percent: rates.takenOver),
        state.chance.happens(percent: rates.claimLost)
      )
    }
    if isUnavailable { throw .unavailable(reason: "the server starts up") }
    if isTakenOver { _ = try await disk.claim(.force, by: Samples.otherClaimant) }
    let head = try await disk.claim(claim, by: claimant)
    if isLost { throw .unavailable(reason: "the connection was lost") }
    state.withLock { $0.isLost = false }
    return head
  }

  package func head() async throws(LogStoreError) -> LogHead {
    try await disk.head()
  }

  package func events(
    ofStream streamID: Identifier128, afterVersion version: UInt64, limit: Int
  ) async throws(LogStoreError) -> [StoredEvent] {
    try await disk.events(ofStream: streamID, afterVersion: version, limit: limit)
  }

  package func events(afterPosition position: UInt64, limit: Int) async throws(LogStoreError) -> [StoredEvent] {
    try await disk.events(afterPosition: position, limit: limit)
  }

  package func scan(_ stretch: LogStretch) async throws(LogStoreError) -> any LogScan {
    try await disk.scan(stretch)
  }

  package func events(
    ofCommands commands: [CommandKey]
  ) async throws(LogStoreError) -> [CommandKey: [StoredEvent]] {
    if state.withLock({ $0.chance.happens(percent: rates.readUnavailable) }) {
      throw .unavailable(reason: "the connection was lost")
    }
    return try await disk.events(ofCommands: commands)
  }
}
