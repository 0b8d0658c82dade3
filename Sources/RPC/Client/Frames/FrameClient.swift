internal import CairnMessages
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A client of Cairn frames: many calls at once over one connection, made when first needed and again when lost.
package final class FrameClient: Sendable {
  private enum Submission: Sendable {
    case call(ClientStateMachine.Token, ClientCall)
    case abandon(ClientStateMachine.Token)
    /// A stream's caller has messages to send, or has finished.
    case ready(ClientStateMachine.Token)
    /// A stream's caller has read responses of that cost.
    case taken(ClientStateMachine.Token, cost: Int)
    case close(CheckedContinuation<Void, Never>)
  }

  private struct Inbox {
    var submissions: [Submission] = []
    var isScheduled = false
  }

  private let configuration: FrameClientConfiguration
  private let eventLoop: any EventLoop
  private let engine: NIOLoopBoundBox<ClientEngine>
  private let inbox = Mutex(Inbox())
  private let lastToken = Atomic<UInt64>(0)

  /// - Parameters:
  ///   - address: where the server listens. Nothing is connected yet.
  ///   - configuration: limits.
  package init(address: SocketName, configuration: FrameClientConfiguration = .init()) {
    self.configuration = configuration
    eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    engine = NIOLoopBoundBox.makeBoxSendingValue(
      ClientEngine(name: address, configuration: configuration, loop: eventLoop), eventLoop: eventLoop)
  }

  deinit {
    let engine = engine
    eventLoop.execute { engine.value.drop() }
  }

  /// Calls a method with bytes.
  ///
  /// - Parameters:
  ///   - path: `"/package.Service/Method"`.
  ///   - timeout: how long to wait for the answer, all attempts together; `nil`: as configured.
  ///   - idempotent: twice is as good as once, as with a query, or a command that carries its id; then the same bytes
  ///     are sent again when a connection is lost.
  /// - Throws: the status that the server answered, or one of the client's own: UNAVAILABLE, DEADLINE_EXCEEDED,
  ///   CANCELLED, RESOURCE_EXHAUSTED, INVALID_ARGUMENT.
  package func callBytes(
    path: String, _ message: [UInt8], timeout: Duration? = nil, metadata: Metadata = Metadata(),
    idempotent: Bool = false
  ) async throws(RPCError) -> MethodTable.Answer {
    let request = UnaryRequest(path: path, metadata: metadata, message: message)
    try check(request)
    return try await run(.unary(request), timeout: timeout, mayRepeat: idempotent)
  }

  private func check(_ request: UnaryRequest) throws(RPCError) {
    if let fault = request.metadata.fault { throw RPCError(.invalidArgument, fault, isUntouched: true) }
    guard !request.path.contains("\0") else {
      throw RPCError(.invalidArgument, "a method's path holds no NUL", isUntouched: true)
    }
  }

  /// Opens a stream; returns when its call was sent.
  func openBytes(
    _ kind: MethodKind, _ request: UnaryRequest, timeout: Duration?
  ) async throws(RPCError) -> ClientStreamHandle {
    try check(request)
    let token = lastToken.wrappingAdd(1, ordering: .relaxed).newValue
    let now = Deadline.now
    let deadline = timeout.map { now.advanced(by: $0) } ?? .never
    let sendBy = min(deadline, now.advanced(by: .milliseconds(configuration.callMilliseconds)))
    // One response needs no credit.
    let reportCost = kind.streamsResponses ? max(1, configuration.streamWindowBytes / 2) : .max
    let inbox = MessageInbox(reportCost: reportCost) { [weak self] cost in self?.submit(.taken(token, cost: cost)) }
    let core = ClientStreamCore(kind: kind, inbox: inbox)
    let outcome = await outcome(of: token) { continuation in
      ClientCall(
        kind: .stream(request, core), deadline: deadline, sendBy: sendBy, mayRepeat: false,
        onReady: { [weak self] in self?.submit(.ready(token)) }, continuation: continuation)
    }
    _ = try outcome.get()
    return ClientStreamHandle(client: self, token: token, core: core)
  }

  /// Gives a call up, if it has not ended.
  func abandon(_ token: ClientStateMachine.Token) { submit(.abandon(token)) }

  /// Asks the server for a sign of life.
  ///
  /// - Returns: how long it took, with making the connection if there was none.
  package func ping(timeout: Duration? = nil) async throws(RPCError) -> Duration {
    let begin = ContinuousClock.now
    _ = try await run(.ping, timeout: timeout, mayRepeat: true)
    return ContinuousClock.now - begin
  }

  /// Takes no more calls, waits for those that were made, then closes the connection. Streams are not waited for, since
  /// some have no end: they end with CANCELLED.
  package func close() async {
    await withCheckedContinuation { submit(.close($0)) }
  }

  private func run(
    _ kind: ClientCall.Kind, timeout: Duration?, mayRepeat: Bool
  ) async throws(RPCError) -> MethodTable.Answer {
    let token = lastToken.wrappingAdd(1, ordering: .relaxed).newValue
    let deadline = Deadline.now.advanced(by: timeout ?? .milliseconds(configuration.callMilliseconds))
    let outcome = await outcome(of: token) { continuation in
      ClientCall(kind: kind, deadline: deadline, mayRepeat: mayRepeat, continuation: continuation)
    }
    return try outcome.get()
  }

  private func outcome(
    of token: ClientStateMachine.Token, _ call: (CheckedContinuation<ClientCall.Outcome, Never>) -> ClientCall
  ) async -> ClientCall.Outcome {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        submit(.call(token, call(continuation)))
        // A cancellation that came before the call was submitted found nothing to cancel.
        if Task.isCancelled { submit(.abandon(token)) }
      }
    } onCancel: {
      submit(.abandon(token))
    }
  }

  /// Hands over to the event loop; what comes at about the same time goes over, and out, together.
  private func submit(_ submission: Submission) {
    let mustSchedule = inbox.withLock { inbox in
      inbox.submissions.append(submission)
      defer { inbox.isScheduled = true }
      return !inbox.isScheduled
    }
    if mustSchedule { eventLoop.execute { self.deliver() } }
  }

  private func deliver() {
    let submissions = inbox.withLock { inbox in
      inbox.isScheduled = false
      defer { inbox.submissions = [] }
      return inbox.submissions
    }
    let engine = engine.value
    for submission in submissions {
      switch submission {
      case .call(let token, let call): engine.submit(token, call)
      case .abandon(let token): engine.abandon(token)
      case .ready(let token): engine.isReady(token)
      case .taken(let token, let cost): engine.taken(token, cost: cost)
      case .close(let continuation): engine.close(continuation)
      }
    }
    engine.advance()
  }
}
