internal import CLibpq
internal import Glibc

/// What a connection does that is not pipelined; each call waits for the server, for as long as it is given.
extension Connection {
  /// Leaves pipeline mode.
  func becomeSequential() -> Bool { exitPipelineMode() }

  /// The next result of what was sent, waited for; `nil` at the end, and if the connection is lost.
  func awaitResult(timeoutMilliseconds: Int?) -> QueryResult? {
    guard sendAll(timeoutMilliseconds: timeoutMilliseconds) else { return nil }
    while isBusy {
      guard awaitSocket(POLLIN, timeoutMilliseconds: timeoutMilliseconds), consumeInput() else { return nil }
    }
    return nextResult()
  }

  /// One command whose first answer begins a COPY.
  func send(simple sql: String) -> Bool { PQsendQuery(pointer, sql) == 1 }

  /// Commands of which each answers in binary form; several at once answer in text and are for effect only.
  func send(sequential sql: String) -> Bool {
    sql.contains(";") ? PQsendQuery(pointer, sql) == 1 : PQsendQueryParams(pointer, sql, 0, nil, nil, nil, nil, 1) == 1
  }

  /// The next message of a COPY to us, owned by the caller; `nil` at its end, good or bad.
  func nextCopyData(timeoutMilliseconds: Int?) -> UnsafeMutableRawBufferPointer? {
    while true {
      var buffer: UnsafeMutablePointer<CChar>?
      let count = PQgetCopyData(pointer, &buffer, 1)
      if count > 0, let buffer { return UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)) }
      guard count == 0, awaitSocket(POLLIN, timeoutMilliseconds: timeoutMilliseconds), consumeInput() else {
        return nil
      }
    }
  }

  /// The whole of a COPY from us.
  func put(_ rows: CopyRows, timeoutMilliseconds: Int?) -> Bool {
    guard
      put(rows.bytes, timeoutMilliseconds: timeoutMilliseconds),
      put(CopyFormat.trailer, timeoutMilliseconds: timeoutMilliseconds)
    else { return false }
    while true {
      switch PQputCopyEnd(pointer, nil) {
      case 1: return true
      case 0: guard sendAll(timeoutMilliseconds: timeoutMilliseconds) else { return false }
      default: return false
      }
    }
  }

  private func put(_ bytes: [UInt8], timeoutMilliseconds: Int?) -> Bool {
    let pieceBytesMax = 1 << 20
    return bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let piece = rest.prefix(pieceBytesMax)
        let start = UnsafeRawBufferPointer(rebasing: piece).baseAddress?.assumingMemoryBound(to: CChar.self)
        switch PQputCopyData(pointer, start, Int32(piece.count)) {
        case 1: rest = rest.dropFirst(piece.count)
        case 0: break
        default: return false
        }
        guard sendAll(timeoutMilliseconds: timeoutMilliseconds) else { return false }
      }
      return true
    }
  }

  /// Sends what waits in libpq's buffer. What comes in meanwhile is read, lest both sides wait for each other.
  private func sendAll(timeoutMilliseconds: Int?) -> Bool {
    while true {
      guard let mustWait = flush() else { return false }
      guard mustWait else { return true }
      guard awaitSocket(POLLIN | POLLOUT, timeoutMilliseconds: timeoutMilliseconds), consumeInput() else {
        return false
      }
    }
  }

  private func awaitSocket(_ events: Int32, timeoutMilliseconds: Int?) -> Bool {
    var descriptor = pollfd(fd: socket, events: Int16(events), revents: 0)
    while true {
      let count = poll(&descriptor, 1, timeoutMilliseconds.map(Int32.init) ?? -1)
      if count > 0 { return true }
      guard count < 0, errno == EINTR else { return false }
    }
  }
}
