internal import NIOHTTP2

/// Notices when HTTP/2's handler tells the client of an error of the connection, which ends it.
final class HTTP2Farewell: NIOHTTP2FrameDelegate {
  private(set) var isSaid = false

  func wroteFrame(_ frame: HTTP2Frame) {
    if case .goAway(_, let code, _) = frame.payload, code != .noError { isSaid = true }
  }
}
