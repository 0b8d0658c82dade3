internal import NIOHTTP2

extension NIOHTTP2Handler {
  /// HTTP/2 for a server, within its limits.
  ///
  /// So many resets, broken streams and control frames of a client are let pass as a busy one needs: a client of gRPC measures
  /// its connection with up to ten pings a second, and resets each call whose deadline passes.
  convenience init(_ limits: RPCServerConfiguration, _ delegate: any NIOHTTP2FrameDelegate) {
    var connection = ConnectionConfiguration()
    connection.initialSettings = [
      HTTP2Setting(parameter: .maxConcurrentStreams, value: limits.http2StreamsMax),
      HTTP2Setting(parameter: .initialWindowSize, value: limits.http2StreamWindowBytes),
      HTTP2Setting(parameter: .maxHeaderListSize, value: limits.headBytesMax),
    ]
    connection.maximumBufferedControlFrames = 1_000
    // Frames of calls that were answered before they were complete may still be on their way.
    connection.maximumRecentlyResetStreams = 2 * limits.http2StreamsMax
    connection.controlFrameRateLimit = .init()
    connection.controlFrameRateLimit.maximumCount = 1_000
    var streams = StreamConfiguration()
    streams.streamResetFrameRateLimit.maximumCount = 1_000
    streams.streamErrorRateLimit.maximumCount = 200
    self.init(mode: .server, frameDelegate: delegate, connectionConfiguration: connection, streamConfiguration: streams)
  }
}
