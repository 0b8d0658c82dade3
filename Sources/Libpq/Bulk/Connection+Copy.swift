internal import CLibpq

/// What a connection does that is not pipelined; each call waits for the server.
extension Connection {
  /// Leaves pipeline mode, and waits in calls from now on.
  func becomeSequential() -> Bool { exitPipelineMode() && PQsetnonblocking(pointer, 0) == 0 }

  /// One command whose first answer begins a COPY.
  func execute(simple sql: String) -> QueryResult? {
    guard PQsendQuery(pointer, sql) == 1 else { return nil }
    return nextResult()
  }

  /// Commands of which each answers in binary form; several at once answer in text and are for effect only.
  func send(sequential sql: String) -> Bool {
    sql.contains(";") ? PQsendQuery(pointer, sql) == 1 : PQsendQueryParams(pointer, sql, 0, nil, nil, nil, nil, 1) == 1
  }

  /// The next message of a COPY to us, owned by the caller; `nil` at its end, good or bad.
  func nextCopyData() -> UnsafeMutableRawBufferPointer? {
    var buffer: UnsafeMutablePointer<CChar>?
    let count = PQgetCopyData(pointer, &buffer, 0)
    guard count > 0, let buffer else { return nil }
    return UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))
  }

  /// The whole of a COPY from us.
  func put(copyData bytes: [UInt8]) -> Bool {
    let pieceBytesMax = 1 << 20
    let isPut = bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let piece = rest.prefix(pieceBytesMax)
        rest = rest.dropFirst(piece.count)
        let start = UnsafeRawBufferPointer(rebasing: piece).baseAddress?.assumingMemoryBound(to: CChar.self)
        guard PQputCopyData(pointer, start, Int32(piece.count)) == 1 else { return false }
      }
      return true
    }
    return isPut && PQputCopyEnd(pointer, nil) == 1
  }
}
