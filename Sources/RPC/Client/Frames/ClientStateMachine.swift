internal import NIOCore

/// Which call of a client goes when, and what becomes of it. Decides only: knows neither sockets nor clocks.
struct ClientStateMachine: ~Copyable {
  /// Names a call for as long as the client lives.
  typealias Token = UInt64

  enum Link: Hashable {
    /// Nobody asked. → connecting
    case none
    /// → ready, resting
    case connecting
    /// Waits before the next attempt. → connecting
    case resting
    /// → none
    case ready
  }

  enum Place {
    case waiting
    case underWay(UInt32)
    case resting
  }

  struct Entry {
    let call: ClientCall
    var place: Place
    /// When its caller stops waiting, for its answer or before that for its being sent.
    var deadline: Deadline
    var attempts = 0
    /// Whether the server may have begun with an attempt that brought no outcome.
    var mayHaveBegun = false
    /// What the last attempt came to.
    var lastError: RPCError?

    var isStream: Bool {
      if case .stream = call.kind { true } else { false }
    }

    /// The error as the caller is to have it, after all attempts.
    func final(_ error: RPCError) -> RPCError {
      var error = error
      error.isUntouched = error.isUntouched && !mayHaveBegun
      return error
    }
  }

  /// What to do with a call whose attempt has ended.
  enum Verdict {
    /// Give the caller this.
    case end(ClientCall, ClientCall.Outcome)
    /// Put it back in the queue after this long.
    case rest(Token, nanoseconds: UInt64)
    /// It is in the queue again.
    case queued
    /// The caller has gone.
    case forgotten
  }

  let configuration: FrameClientConfiguration
  private(set) var link = Link.none
  /// What the server takes; meaningful while the link is ready.
  private(set) var serverHello = Hello()
  /// Whether the connection takes no more calls.
  private(set) var isGoingAway = false
  /// Whether the caller closes the client.
  private(set) var isClosing = false
  private var failures = 0
  /// Whether anything was answered on this connection; one that ends before counts as failed.
  private var hasServed = false
  private var lastConnectError: RPCError?
  private(set) var entries: [Token: Entry] = [:]
  private var queue = CircularBuffer<Token>()
  /// Calls that the server has not ended, also those whose callers have gone.
  private(set) var underWay: [UInt32: Token] = [:]
  /// Those of the calls under way that are streams whose callers have not gone.
  var streams: [UInt32: StreamCredit] = [:]
  private var lastID: UInt32 = 0
  /// No deadline lies before this.
  private(set) var earliestDeadline = Deadline.never

  init(configuration: FrameClientConfiguration) { self.configuration = configuration }

  /// Whether there is anything that needs a connection.
  var needsConnection: Bool { link == .none && queue.contains { entries[$0] != nil } }
  /// Whether no call is left.
  var isEmpty: Bool { entries.isEmpty }
  /// Whether the server owes something.
  var isOwed: Bool { !underWay.isEmpty }
  /// Whether the connection has done all that it was for.
  var isConnectionSpent: Bool {
    guard link == .ready else { return false }
    return (isClosing && entries.isEmpty) || (underWay.isEmpty && (isGoingAway || lastID == .max))
  }

  // MARK: Calls

  /// Takes a call in, at the end of the queue; says what is wrong if it does not.
  mutating func submit(_ token: Token, _ call: ClientCall) -> RPCError? {
    if isClosing { return RPCError(.unavailable, "the client is closed", isUntouched: true) }
    // Those whose callers have gone are still in the queue, so this errs on the safe side.
    guard queue.count < configuration.callsWaitingMax else {
      return RPCError(
        .resourceExhausted, "\(configuration.callsWaitingMax) calls wait for the server already", isUntouched: true)
    }
    entries[token] = Entry(call: call, place: .waiting, deadline: call.sendBy)
    queue.append(token)
    earliestDeadline = min(earliestDeadline, call.sendBy)
    return nil
  }

  /// The next call that may be sent now.
  mutating func next() -> (call: ClientCall, id: UInt32)? {
    guard link == .ready, !isGoingAway, lastID < .max else { return nil }
    guard underWay.count < min(configuration.callsMax, Int(serverHello.callsMax)) else { return nil }
    while let token = queue.popFirst() {
      guard var entry = entries[token] else { continue }
      lastID += 1
      entry.place = .underWay(lastID)
      entry.deadline = entry.call.deadline
      entry.attempts += 1
      entries[token] = entry
      underWay[lastID] = token
      return (entry.call, lastID)
    }
    return nil
  }

  /// The server ended a call.
  ///
  /// - Throws: a fault if there is no such call.
  mutating func ended(
    _ id: UInt32, _ outcome: ClientCall.Outcome, now: @autoclosure () -> Deadline
  ) throws(FrameFault) -> Verdict {
    guard let token = underWay.removeValue(forKey: id) else {
      throw FrameFault(.protocolError, "end: call \(id) is not under way")
    }
    served()
    if !streams.isEmpty, let stream = streams.removeValue(forKey: id), stream.isReceiving,
      case .success(let answer) = outcome, !answer.message.isEmpty
    {
      underWay[id] = token
      throw FrameFault(.protocolError, "end: a stream of responses ends without a message in the frame")
    }
    return judge(token, outcome, now: now())
  }

  /// The server answered a ping, which has the number that a call would have had as its id.
  mutating func ponged(_ number: UInt64) -> Verdict? {
    guard let id = UInt32(exactly: number), let token = underWay[id], let entry = entries[token],
      case .ping = entry.call.kind
    else { return nil }
    underWay[id] = nil
    entries[token] = nil
    served()
    return .end(entry.call, .success(MethodTable.Answer(message: [])))
  }

  /// A call was not sent after all, and will not be.
  mutating func unsendable(_ id: UInt32) -> ClientCall? {
    guard let token = underWay.removeValue(forKey: id) else { return nil }
    return entries.removeValue(forKey: token)?.call
  }

  /// The caller has gone: its call, and the id to cancel if the server has it.
  mutating func abandon(_ token: Token) -> (call: ClientCall, cancel: UInt32?)? {
    guard let entry = entries.removeValue(forKey: token) else { return nil }
    return (entry.call, cancellation(of: entry))
  }

  /// All streams, as if their callers had gone.
  mutating func abandonStreams() -> [(call: ClientCall, cancel: UInt32?)] {
    entries.filter(\.value.isStream).keys.compactMap { abandon($0) }
  }

  /// Puts a call that has waited long enough back in the queue.
  mutating func rested(_ token: Token) {
    guard entries[token] != nil else { return }
    entries[token]?.place = .waiting
    queue.append(token)
  }

  /// Calls whose deadlines have passed, with the ids to cancel.
  mutating func expire(now: Deadline) -> [(call: ClientCall, cancel: UInt32?, error: RPCError)] {
    guard earliestDeadline <= now else { return [] }
    let expired = entries.filter { $0.value.deadline <= now }
    earliestDeadline = .never
    var result: [(call: ClientCall, cancel: UInt32?, error: RPCError)] = []
    for (token, entry) in expired {
      entries[token] = nil
      let cause = entry.lastError ?? lastConnectError
      let why = cause.map { "; \($0.message)" } ?? ""
      if case .underWay = entry.place {
        let error = RPCError(.deadlineExceeded, "no answer before the deadline\(why)", cause: cause)
        result.append((entry.call, cancellation(of: entry), error))
      } else {
        let what = entry.attempts == 0 ? "not sent" : "not answered"
        let error = RPCError(
          .deadlineExceeded, "\(what) before the deadline\(why)", cause: cause, isUntouched: true)
        result.append((entry.call, nil, entry.final(error)))
      }
    }
    for entry in entries.values { earliestDeadline = min(earliestDeadline, entry.deadline) }
    return result
  }

  // MARK: The connection

  /// A connection is being made.
  mutating func connecting() { link = .connecting }

  /// Preface and hello of the server have come.
  mutating func connected(_ hello: Hello) {
    link = .ready
    serverHello = hello
    isGoingAway = false
    hasServed = false
    lastID = 0
  }

  /// No connection came about.
  ///
  /// - Returns: how long to wait before the next attempt, and the calls that wait no longer.
  mutating func connectFailed(_ error: RPCError) -> (
    waitNanoseconds: UInt64, failed: [(call: ClientCall, error: RPCError)]
  ) {
    var error = error
    error.isUntouched = true
    failures += 1
    lastConnectError = error
    link = .resting
    let wait = configuration.reconnectWaitNanoseconds(failures: failures)
    guard let most = configuration.connectAttemptsMax, failures >= most else { return (wait, []) }
    let failed = entries.values.map { ($0.call, $0.final(error)) }
    entries = [:]
    queue.removeAll()
    return (wait, failed)
  }

  /// The wait between attempts is over.
  mutating func rested() { if link == .resting { link = .none } }

  /// The server takes no more calls than those up to an id.
  mutating func goingAway(_ goAway: GoAway, now: Deadline) -> [Verdict] {
    isGoingAway = true
    let error = RPCError(.unavailable, "the server goes away: \(goAway.message)", isUntouched: true)
    return requeue(underWay.keys.filter { $0 > goAway.lastCallID }, error, now: now)
  }

  /// The connection is no more; what was under way may or may not have been done.
  ///
  /// - Returns: what becomes of the calls that were under way; and as `connectFailed`, if it had served nothing.
  mutating func lost(
    _ error: RPCError, now: Deadline
  ) -> (verdicts: [Verdict], failure: (waitNanoseconds: UInt64, failed: [(call: ClientCall, error: RPCError)])?) {
    link = .none
    streams = [:]
    let verdicts = requeue(Array(underWay.keys), error, now: now)
    return (verdicts, hasServed ? nil : connectFailed(error))
  }

  private mutating func served() {
    guard !hasServed else { return }
    hasServed = true
    failures = 0
    lastConnectError = nil
  }

  mutating func close() { isClosing = true }

  /// The id to cancel for a call that is given up; the slot is free when the server has ended it. A ping's is free now.
  private mutating func cancellation(of entry: Entry) -> UInt32? {
    guard case .underWay(let id) = entry.place else { return nil }
    if case .ping = entry.call.kind {
      underWay[id] = nil
      return nil
    }
    if !streams.isEmpty { streams[id] = nil }
    return id
  }

  private mutating func requeue(_ ids: [UInt32], _ error: RPCError, now: Deadline) -> [Verdict] {
    // From the last, each to the front, so that what was sent first goes first again.
    ids.sorted(by: >).compactMap { id in
      guard let token = underWay.removeValue(forKey: id) else { return nil }
      if !streams.isEmpty { streams[id] = nil }
      guard error.isUntouched, entries[token]?.isStream == false else {
        return judge(token, .failure(error), now: now)
      }
      entries[token]?.place = .waiting
      entries[token]?.attempts -= 1
      queue.prepend(token)
      return .queued
    }
  }

  private mutating func judge(
    _ token: Token, _ outcome: ClientCall.Outcome, now: @autoclosure () -> Deadline
  ) -> Verdict {
    guard var entry = entries[token] else { return .forgotten }
    guard case .failure(let error) = outcome, !entry.isStream else {
      entries[token] = nil
      return .end(entry.call, outcome)
    }
    let wait = configuration.retry.waitNanoseconds(
      after: error, attempts: entry.attempts, mayRepeat: entry.call.mayRepeat, chance: configuration.chance())
    guard let wait, now().advanced(nanoseconds: wait) < entry.call.deadline else {
      entries[token] = nil
      return .end(entry.call, .failure(entry.final(error)))
    }
    entry.place = .resting
    entry.mayHaveBegun = entry.mayHaveBegun || !error.isUntouched
    entry.lastError = error
    entries[token] = entry
    return .rest(token, nanoseconds: wait)
  }
}
