internal import CLibpq

/// A connection to PostgreSQL, non-blocking; owns libpq's connection and closes it.
///
/// It is a thin layer: each call is one of libpq's, its order is the caller's business, and only one thread may use it.
struct Connection: ~Copyable {
  /// What has to happen on the socket before opening goes on.
  enum OpeningState {
    case wantsRead
    case wantsWrite
    case open
    case failed
  }

  let pointer: OpaquePointer
  let notices: NoticeLog

  /// Begins to connect. Looking up a host name may block the calling thread.
  init(startingWith keywords: [(String, String)]) throws(PostgresError) {
    let names = CStringArray(keywords.map(\.0))
    let values = CStringArray(keywords.map(\.1))
    guard let pointer = PQconnectStartParams(names.pointers, values.pointers, 0) else {
      throw PostgresError(.connectFailed, "There is no memory for a connection.")
    }
    self.pointer = pointer
    notices = NoticeLog()
    // The log outlives the connection: this value holds it, and no notice comes after PQfinish.
    PQsetNoticeReceiver(
      pointer,
      { context, result in
        guard let context, let result else { return }
        Unmanaged<NoticeLog>.fromOpaque(context).takeUnretainedValue().record(borrowed: result)
      }, Unmanaged.passUnretained(notices).toOpaque())
    // Until a statement can run nothing can leak, and only this verbosity tells the SQLSTATE of a refused connection.
    PQsetErrorVerbosity(pointer, PQERRORS_VERBOSE)
    PQsetErrorContextVisibility(pointer, PQSHOW_CONTEXT_NEVER)
  }

  deinit { PQfinish(pointer) }

  /// Goes on connecting after the socket has become ready.
  func continueOpening() -> OpeningState {
    switch PQconnectPoll(pointer) {
    case PGRES_POLLING_OK: .open
    case PGRES_POLLING_READING: .wantsRead
    case PGRES_POLLING_WRITING: .wantsWrite
    default: .failed
    }
  }

  /// The descriptor to poll; it may change while connecting.
  var socket: Int32 { PQsocket(pointer) }

  /// Whether libpq has found the connection to be gone.
  var isLost: Bool { PQstatus(pointer) == CONNECTION_BAD }

  /// Whether no transaction block is open, outside pipeline mode and between commands.
  var isOutsideTransaction: Bool { PQtransactionStatus(pointer) == PQTRANS_IDLE }

  /// The server process at the other end.
  var backendProcessID: Int32 { PQbackendPID(pointer) }

  /// As in 150018 for 15.18.
  var serverVersion: Int32 { PQserverVersion(pointer) }

  /// libpq's last words about the connection itself; used for failures to connect only.
  var errorMessage: String { String(cString: PQerrorMessage(pointer)).trimmedOfTrailingNewlines }

  /// Turns an open connection to its work: sends never wait, errors keep their values to themselves, pipeline mode.
  func becomePipelined() -> Bool {
    PQsetErrorVerbosity(pointer, PQERRORS_SQLSTATE)
    return PQsetnonblocking(pointer, 1) == 0 && enterPipelineMode()
  }

  func enterPipelineMode() -> Bool { PQenterPipelineMode(pointer) == 1 }

  func exitPipelineMode() -> Bool { PQexitPipelineMode(pointer) == 1 }

  /// Ends a run of statements: they are one implicit transaction, committed when the server reads this.
  func sendSync() -> Bool { PQpipelineSync(pointer) == 1 }

  /// Sends what waits in libpq's buffer; `true` if some must still wait for the socket.
  func flush() -> Bool? {
    switch PQflush(pointer) {
    case 0: false
    case 1: true
    default: nil
    }
  }

  /// Reads what the socket has.
  func consumeInput() -> Bool { PQconsumeInput(pointer) == 1 }

  /// Whether asking for the next result would have to wait.
  var isBusy: Bool { PQisBusy(pointer) == 1 }

  /// The next result, or `nil` where libpq marks the end of a statement's results.
  func nextResult() -> QueryResult? { PQgetResult(pointer).map { QueryResult(withOwnedReference: $0) } }

  /// Several commands by the simple protocol, outside pipeline mode.
  func send(script: String) -> Bool { PQsendQuery(pointer, script) == 1 }

  func sendPrepare(_ statement: Statement) -> Bool {
    let types = statement.parameterTypes.map { Oid($0.objectID) }
    return PQsendPrepare(pointer, statement.name, statement.sql, Int32(types.count), types) == 1
  }

  func nextNotification() -> Notification? {
    guard let notify = PQnotifies(pointer) else { return nil }
    defer { PQfreemem(notify) }
    return Notification(
      channel: String(cString: notify.pointee.relname), payload: String(cString: notify.pointee.extra),
      backendProcessID: notify.pointee.be_pid)
  }
}
