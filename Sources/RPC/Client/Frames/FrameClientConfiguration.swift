/// The limits of a client of Cairn frames.
package struct FrameClientConfiguration: Sendable {
  /// The deadline of unary calls that name none, and the longest time in which a stream is opened.
  package var callMilliseconds = 30_000
  /// Most calls under way at once; the server may allow fewer.
  package var callsMax = 1_024
  /// Most calls that wait for a connection, or for room on it; one more fails with RESOURCE_EXHAUSTED.
  package var callsWaitingMax = 16_384
  /// Largest payload of an answer, in bytes.
  package var payloadBytesMax = 4_194_304
  /// Credit that each stream of responses begins with, in bytes; what it may make the client hold, with one message
  /// more.
  package var streamWindowBytes = 262_144
  /// What a stream of requests may hold for want of credit or of a server that reads before its sender waits, in bytes.
  package var streamSendBytes = 65_536
  /// Longest time from asking for a connection to the server's hello.
  package var connectMilliseconds = 5_000
  /// After this many connections in a row have failed, calls that wait fail with UNAVAILABLE. `nil`: they wait until
  /// their deadlines.
  package var connectAttemptsMax: Int?
  /// Longest wait before the second attempt to connect; doubled for each further one.
  package var reconnectFirstWaitMilliseconds = 50
  /// Longest wait of all between attempts to connect.
  package var reconnectWaitMillisecondsMax = 5_000
  /// After this long without a byte from the server, while calls are under way, it is pinged, and after as long again
  /// the connection counts as lost.
  package var silenceMilliseconds = 20_000
  /// What the client shows over TCP, and whom it believes; `nil` to speak in clear.
  package var tls: TLSIdentity?
  /// When calls are sent again.
  package var retry = RetryPolicy()
  /// 0 to 1, spreads waiting times.
  package var chance: @Sendable () -> Double = { .random(in: 0...1) }

  /// The defaults.
  package init() {}

  /// The client's side of the hello.
  var hello: Hello {
    var hello = Hello()
    hello.payloadBytesMax = UInt32(payloadBytesMax)
    hello.headBytesMax = UInt32(UInt16.max)
    hello.streamWindowBytes = UInt32(streamWindowBytes)
    hello.streams = 1
    return hello
  }

  func reconnectWaitNanoseconds(failures: Int) -> UInt64 {
    let doublings = min(max(failures - 1, 0), 20)
    let longest = min(
      Double(reconnectFirstWaitMilliseconds) * Double(1 << doublings), Double(reconnectWaitMillisecondsMax))
    return UInt64(longest * (0.5 + 0.5 * chance()) * 1_000_000)
  }
}
