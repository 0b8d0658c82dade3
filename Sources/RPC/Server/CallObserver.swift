/// Told of what a server does, by those who measure it. Runs on the event loops: it is quick and never waits.
package protocol CallObserver: Sendable {
  /// A connection was admitted.
  func connectionOpened()

  /// A connection that was admitted is closed.
  func connectionClosed()

  /// A call's request is complete and its method known.
  func callBegan()

  /// A call that began has its answer, or nobody waits for one any more, which counts as `cancelled`.
  ///
  /// - Parameters:
  ///   - method: its number in the server's table.
  ///   - nanoseconds: since the burst of bytes that completed its request.
  func callEnded(method: Int, code: StatusCode, nanoseconds: UInt64)

  /// A call was answered without having begun: its method is not known, or there was no room.
  func callRefused(code: StatusCode)
}
