internal import Logging

extension CallServing {
  /// A call has its answer, or nobody waits for one any more.
  ///
  /// - Parameter cause: what the handler threw, if that was not meant for the caller.
  func observeEnd(_ id: UInt32, _ call: CallsUnderWay.Call?, _ code: StatusCode, cause: (any Error)? = nil) {
    guard let call, let method = call.method else {
      shared.observer?.callRefused(code: code)
      return
    }
    // A stream that is ended since the server goes away is no fault; nobody threw anything then.
    let isFault = code.isFaultOfTheServer && (code != .unavailable || cause != nil)
    guard shared.observer != nil || isFault else { return }
    let now = Deadline.now
    let nanoseconds = now.nanoseconds(after: call.beganAt)
    shared.observer?.callEnded(method: method, code: code, nanoseconds: nanoseconds)
    if isFault { report(id, method, call.trace, code, nanoseconds, cause, now) }
  }

  private func report(
    _ id: UInt32, _ method: Int, _ trace: TraceParent?, _ code: StatusCode, _ nanoseconds: UInt64,
    _ cause: (any Error)?, _ now: Deadline
  ) {
    guard let keptOut = shared.faultReports.take(now: now) else { return }
    var metadata: Logger.Metadata = [
      "request": .stringConvertible(requestID(id)), "method": .string(shared.methods.paths[method]),
      "status": .string(code.name), "duration_ms": .stringConvertible(Double(nanoseconds / 1_000) / 1_000),
    ]
    if let trace { metadata["trace"] = .string(trace.traceID) }
    // Its type alone: what an error says of itself may hold what the caller sent.
    if let cause { metadata["error"] = .string(String(describing: type(of: cause))) }
    if keptOut > 0 { metadata["not_reported"] = .stringConvertible(keptOut) }
    shared.logger.error("a call failed", metadata: metadata)
  }
}

extension StatusCode {
  /// Whether somebody who runs the server has to know of it.
  fileprivate var isFaultOfTheServer: Bool {
    switch self {
    case .internal, .unknown, .dataLoss, .unavailable: true
    default: false
    }
  }
}
