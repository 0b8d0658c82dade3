/// The limits of a server. Every queue and buffer has one.
package struct RPCServerConfiguration: Sendable {
  /// Most connections at once; one more is told so and closed.
  package var connectionsMax = 10_000
  /// Most calls under way at once on a connection; one more is answered RESOURCE_EXHAUSTED.
  package var callsPerConnectionMax = 1_024
  /// Most streams under way at once on all connections together; one more is answered RESOURCE_EXHAUSTED. Each costs the server
  /// some ten thousand bytes, whatever is sent on it.
  package var streamsMax = 3_072
  /// Largest payload of a frame, in bytes.
  package var payloadBytesMax = 4_194_304
  /// Largest head of a call, in bytes.
  package var headBytesMax = 8_192
  /// What the requests under way on one connection may take, those of streams until they are read, in bytes; at least
  /// one payload.
  package var requestBytesPerConnectionMax = 33_554_432
  /// Credit that each stream of requests begins with, in bytes; what it may make the server hold, with one message more.
  package var streamWindowBytes = 2_097_152
  /// What a stream of responses may hold for want of credit or of a peer that reads before its handler waits, in bytes.
  package var streamSendBytes = 65_536
  /// What requests under way and answers waiting to be read may take on all connections together, in bytes.
  package var bytesHeldMax = 268_435_456
  /// Above this many bytes waiting to be read by the peer the server reads no more of its calls.
  package var writeBufferHighBytes = 262_144
  /// Above this many the connection is cut off; streams whose responses wait for want of credit are ended where those of
  /// one connection would together hold more.
  package var writeBufferBytesMax = 33_554_432
  /// Longest time in which a peer takes nothing of what waits for it.
  package var writeStallMilliseconds = 30_000
  /// Longest time from accepting a connection to its hello.
  package var handshakeMilliseconds = 5_000
  /// Longest time without a frame and without a call under way.
  package var idleMilliseconds = 300_000
  /// Longest time from the header of a call's frame to the end of its payload.
  package var frameMilliseconds = 30_000
  /// The deadline of unary calls that name none, and the longest that they are granted. Streams have what they name, and
  /// as long as their connection if they name none.
  package var callMilliseconds = 300_000
  /// How long calls under way may still take in a graceful shutdown.
  package var shutdownGraceMilliseconds = 10_000
  /// How long a closed connection is read, and what is read thrown away, so that the peer can read why.
  package var lingerMilliseconds = 1_000

  /// How old a connection over TLS becomes: then it takes no more calls, and its certificate has to prove itself anew.
  package var ageMilliseconds = 1_800_000

  /// Most calls under way at once on a gRPC connection, as its client sees them.
  package var http2StreamsMax = 100
  /// What a gRPC client may send on one stream before somebody takes it, in bytes.
  package var http2StreamWindowBytes = 65_536
  /// What a gRPC client may send on one connection before it is read, in bytes.
  package var http2ConnectionWindowBytes = 1_048_576

  /// The defaults.
  package init() {}

  /// The server's side of the hello.
  var hello: Hello {
    var hello = Hello()
    hello.payloadBytesMax = UInt32(payloadBytesMax)
    hello.callsMax = UInt32(callsPerConnectionMax)
    hello.headBytesMax = UInt32(headBytesMax)
    hello.streamWindowBytes = UInt32(streamWindowBytes)
    hello.idleMilliseconds = UInt32(idleMilliseconds)
    hello.streams = 1
    return hello
  }

  func checkFloors() {
    precondition(callsPerConnectionMax >= Int(Hello.callsFloor), "a server takes at least \(Hello.callsFloor) calls")
    precondition(
      payloadBytesMax >= Int(Hello.payloadBytesFloor) && payloadBytesMax < Int(Int32.max),
      "a server takes payloads of at least \(Hello.payloadBytesFloor) bytes")
    precondition(headBytesMax <= Int(UInt16.max), "the length of a head is a u16")
    precondition((1...StreamCredit.max).contains(streamWindowBytes), "a stream begins with credit, of 31 bits at most")
    precondition(streamSendBytes > 0, "a stream has room for a response")
    precondition(requestBytesPerConnectionMax >= payloadBytesMax, "a connection has room for one request")
  }
}
