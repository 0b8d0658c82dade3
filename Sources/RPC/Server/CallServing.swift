internal import Logging
internal import NIOCore

/// A connection that serves calls, in whatever dialect. Confined to its event loop.
protocol CallServing: AnyObject, SendableMetatype {
  var shared: ServerShared { get }
  var peer: Peer { get }
  var principal: Principal? { get }
  /// Of the connection, in request ids.
  var number: UInt64 { get }
  var eventLoop: any EventLoop { get }
  var executor: LoopTaskExecutor { get }

  /// A call's handler has returned.
  func returned(_ id: UInt32, _ result: Result<MethodTable.Answer, any Error>)
}

extension CallServing {
  func requestID(_ id: UInt32) -> RequestID { RequestID(run: shared.run, connection: number, call: id) }

  /// When a call is answered for its handler: a unary one within what the server grants, a stream when it says so.
  func deadline(_ timeoutMicroseconds: UInt64, of handler: MethodTable.Handler, from now: Deadline) -> Deadline {
    if case .stream = handler {
      guard timeoutMicroseconds > 0 else { return .never }
      let (nanoseconds, overflow) = timeoutMicroseconds.multipliedReportingOverflow(by: 1_000)
      return overflow ? .never : now.advanced(nanoseconds: nanoseconds)
    }
    let longest = UInt64(shared.configuration.callMilliseconds) * 1_000
    let timeout = timeoutMicroseconds == 0 ? longest : min(timeoutMicroseconds, longest)
    return now.advanced(nanoseconds: timeout * 1_000)
  }

  /// What a call's handler knows of it.
  func context(
    of id: UInt32, method: String, _ metadata: Metadata, deadline: Deadline, trace: TraceParent?
  ) -> CallContext {
    CallContext(
      peer: peer, principal: principal, method: method, metadata: metadata, deadline: deadline,
      requestID: requestID(id), trace: trace, logger: shared.logger)
  }

  /// Does a call's work in a task on this event loop, beginning now; what never waits has ended when this returns.
  func run(_ id: UInt32, _ work: @escaping MethodTable.Work) -> Task<Void, Never> {
    let connection = NIOLoopBound(self, eventLoop: eventLoop)
    let eventLoop = eventLoop
    return Task.immediate(executorPreference: executor) {
      let result: Result<MethodTable.Answer, any Error>
      do { result = .success(try await work()) } catch { result = .failure(error) }
      if eventLoop.inEventLoop {
        connection.value.returned(id, result)
      } else {
        eventLoop.execute { connection.value.returned(id, result) }
      }
    }
  }

  /// Takes the place of a stream, which `runStream` gives back.
  ///
  /// - Throws: RESOURCE_EXHAUSTED if there are enough.
  func takeStream() throws(RPCError) {
    guard shared.streams.reserve(1) else {
      throw RPCError(
        .resourceExhausted, "the server has as many streams as it takes: try again later", isUntouched: true)
    }
  }

  /// Does a stream's work, as `run` does, and gives its place back when its handler has returned.
  func runStream(_ id: UInt32, _ work: @escaping MethodTable.Work) -> Task<Void, Never> {
    let streams = shared.streams
    return run(id) {
      defer { streams.release(1) }
      return try await work()
    }
  }

  /// Writes down that a peer is sent away.
  func reportRefusal(_ why: String) {
    shared.logger.notice(
      "ended the connection of a system",
      metadata: ["connection": .stringConvertible(number), "reason": .string(why)])
  }
}

extension EventLoop {
  /// Runs on the loop, at once if this is it.
  func now(_ body: @escaping @Sendable () -> Void) {
    if inEventLoop { body() } else { execute(body) }
  }
}
