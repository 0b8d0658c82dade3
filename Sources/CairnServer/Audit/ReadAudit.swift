internal import AccessLog
internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Identifiers
internal import RPC

/// Has on disk who is shown what before it is shown.
struct ReadAudit: Sendable {
  private let writer: AccessLogWriter
  private let sealer: AccessSealer
  private let makeID: @Sendable () -> Identifier128
  private let now: @Sendable () -> Int64
  private let logPosition: @Sendable () -> UInt64

  /// An audit that writes over a writer which runs.
  ///
  /// - Parameters:
  ///   - makeID: an id never used before.
  ///   - now: microseconds since 1970-01-01T00:00:00Z.
  ///   - logPosition: how far the log has come.
  init(
    writer: AccessLogWriter, sealer: AccessSealer, makeID: @escaping @Sendable () -> Identifier128,
    now: @escaping @Sendable () -> Int64, logPosition: @escaping @Sendable () -> UInt64
  ) {
    self.writer = writer
    self.sealer = sealer
    self.makeID = makeID
    self.now = now
    self.logPosition = logPosition
  }

  /// Returns once it is on disk what an actor is about to be told.
  ///
  /// - Throws: if it is not known to be: then they must not be told.
  func record(
    _ actor: Actor, calling call: CallContext, _ outcome: AccessOutcome, reason: String = "",
    telling disclosure: Disclosure
  ) async throws(RPCError) {
    let record = AccessRecord(
      of: actor, calling: call.method, in: call.trace?.traceID ?? "", outcome, reason: reason, telling: disclosure,
      nowMicroseconds: now(),
      logPosition: logPosition())
    let subjects = Set(disclosure.caseIDs.map { AccessSealer.Subject.ofCase($0) } + [.person(actor.personID)])
    do throws(AccessLogError) {
      try await writer.append(sealer.seal(encode(record), id: makeID(), subjects: subjects))
    } catch {
      throw RPCError(error)
    }
  }
}

extension RPCError {
  fileprivate init(_ error: AccessLogError) {
    switch error {
    case .full:
      self.init(
        .resourceExhausted, "too many readers wait to be recorded: nothing was read, ask again in a moment",
        details: [.errorInfo(reason: "OVERLOADED", domain: "cairn"), .retryInfo(milliseconds: 1_000)])
    case .unavailable, .cancelled:
      self.init(
        .unavailable, "who reads cannot be recorded just now, so nothing is shown: ask again in a moment",
        details: [.errorInfo(reason: "ACCESS_NOT_RECORDED", domain: "cairn"), .retryInfo(milliseconds: 1_000)],
        cause: error)
    }
  }
}
