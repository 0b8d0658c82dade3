package import EventLog
package import Identifiers
internal import Synchronization

/// A log in memory whose every append is held until a test says what becomes of it, and whose claims a test can script.
///
/// What is on "disk" obeys the rules of every store; only when, and what the writer hears of it, is the test's.
package final class ScriptedLogStore: LogStore {
  /// What becomes of a held append.
  package enum Fate: Hashable, Sendable {
    /// The disk takes it or refuses it, by its own rules, and the writer hears which.
    case asOnDisk
    /// It is not in the log, and the writer hears why.
    case refused(AppendRefusal)
    /// The disk takes it, but the writer does not hear it.
    case lostAfterCommit
    /// It is not in the log, and the writer does not hear that.
    case lostBeforeCommit
  }

  private struct Held {
    let batch: LogBatch
    let completion: @Sendable (AppendOutcome) -> Void
  }

  private struct State {
    var held: [Held] = []
    var appended: [LogBatch] = []
    var heldMax = 0
    var claims: [EpochClaim] = []
    var claimFailures: [LogStoreError] = []
    var claimsToLose = 0
    var duringClaim: (@Sendable () async -> Void)?
    var readFailure: LogStoreError?
    var renewalFailure: LogStoreError?
    var duringRenewal: (@Sendable () async -> Void)?
  }

  /// What is on disk; a test may write to it as another server would.
  package let disk: InMemoryLogStore
  private let state = Mutex(State())

  /// A log that nobody has claimed yet.
  package init(logID: Identifier128 = Samples.id(1, kind: 0x1)) {
    disk = InMemoryLogStore(logID: logID)
  }

  /// Lets the oldest held append come to its end.
  ///
  /// - Returns: `false` if none is held.
  @discardableResult
  package func release(_ fate: Fate) -> Bool {
    guard let held = state.withLock({ $0.held.isEmpty ? nil : $0.held.removeFirst() }) else { return false }
    switch fate {
    case .asOnDisk: disk.append(held.batch, completion: held.completion)
    case .refused(let refusal): held.completion(.refused(refusal))
    case .lostAfterCommit:
      disk.append(held.batch) { _ in held.completion(.ambiguous(reason: "the connection was lost")) }
    case .lostBeforeCommit: held.completion(.ambiguous(reason: "the connection was lost"))
    }
    return true
  }

  /// The next claims fail with these, one each.
  package func failClaims(with errors: [LogStoreError]) {
    state.withLock { $0.claimFailures = errors }
  }

  /// The next claims take effect without an answer.
  package func loseClaims(_ count: Int) {
    state.withLock { $0.claimsToLose = count }
  }

  /// Runs before each claim from now on.
  package func duringClaims(_ body: (@Sendable () async -> Void)?) {
    state.withLock { $0.duringClaim = body }
  }

  /// Every read fails with this from now on; `nil` heals it.
  package func failReads(with error: LogStoreError?) {
    state.withLock { $0.readFailure = error }
  }

  /// Every renewal fails with this from now on; `nil` heals it.
  package func failRenewals(with error: LogStoreError?) {
    state.withLock { $0.renewalFailure = error }
  }

  /// Runs before each renewal from now on.
  package func duringRenewals(_ body: (@Sendable () async -> Void)?) {
    state.withLock { $0.duringRenewal = body }
  }

  /// How many appends are held now.
  package var heldCount: Int { state.withLock(\.held.count) }
  /// The most appends that were held at a time.
  package var heldMax: Int { state.withLock(\.heldMax) }
  /// Every batch that was sent, in order, whatever became of it.
  package var sent: [LogBatch] { state.withLock(\.appended) }
  /// Every claim that was made, in order.
  package var claims: [EpochClaim] { state.withLock(\.claims) }

  package func claim(_ claim: EpochClaim, by claimant: Identifier128) async throws(LogStoreError) -> LogHead {
    let (body, failure) = state.withLock { state in
      state.claims.append(claim)
      return (state.duringClaim, state.claimFailures.isEmpty ? nil : state.claimFailures.removeFirst())
    }
    await body?()
    if let failure { throw failure }
    let head = try await disk.claim(claim, by: claimant)
    let isLost = state.withLock { state in
      state.claimsToLose -= 1
      return state.claimsToLose >= 0
    }
    if isLost { throw .unavailable(reason: "the connection was lost") }
    return head
  }

  package func renew(by claimant: Identifier128) async throws(LogStoreError) {
    let (body, failure) = state.withLock { ($0.duringRenewal, $0.renewalFailure) }
    await body?()
    if let failure { throw failure }
    try await disk.renew(by: claimant)
  }

  package func append(_ batch: LogBatch, completion: @escaping @Sendable (AppendOutcome) -> Void) {
    state.withLock { state in
      state.held.append(Held(batch: batch, completion: completion))
      state.appended.append(batch)
      state.heldMax = max(state.heldMax, state.held.count)
    }
  }

  package func head() async throws(LogStoreError) -> LogHead {
    try checkReads()
    return try await disk.head()
  }

  package func events(
    ofStream streamID: Identifier128, afterVersion version: UInt64, limit: Int
  ) async throws(LogStoreError) -> [StoredEvent] {
    try checkReads()
    return try await disk.events(ofStream: streamID, afterVersion: version, limit: limit)
  }

  package func events(afterPosition position: UInt64, limit: Int) async throws(LogStoreError) -> [StoredEvent] {
    try checkReads()
    return try await disk.events(afterPosition: position, limit: limit)
  }

  package func scan(_ stretch: LogStretch) async throws(LogStoreError) -> any LogScan {
    try checkReads()
    return try await disk.scan(stretch)
  }

  package func events(
    ofCommands commands: [CommandKey]
  ) async throws(LogStoreError) -> [CommandKey: [StoredEvent]] {
    try checkReads()
    return try await disk.events(ofCommands: commands)
  }

  private func checkReads() throws(LogStoreError) {
    if let failure = state.withLock(\.readFailure) { throw failure }
  }
}
