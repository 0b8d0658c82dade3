internal import CairnCodec
internal import CairnMessages
internal import Logging
internal import Synchronization
internal import Testing

@testable internal import RPC

@Suite("What is measured and logged of calls", .timeLimit(.minutes(2)))
struct ObserverTests {
  /// What a server told.
  private final class Ledger: CallObserver {
    struct Entries {
      var open = 0
      var begun = 0
      var ended: [String: Int] = [:]
      var refused: [StatusCode: Int] = [:]
    }

    let paths: [String]
    let entries = Mutex(Entries())

    init(_ table: MethodTable) { paths = table.paths }

    func connectionOpened() { entries.withLock { $0.open += 1 } }
    func connectionClosed() { entries.withLock { $0.open -= 1 } }
    func callBegan() { entries.withLock { $0.begun += 1 } }
    func callEnded(method: Int, code: StatusCode, nanoseconds: UInt64) {
      entries.withLock { $0.ended["\(paths[method]) \(code.name)", default: 0] += 1 }
    }
    func callRefused(code: StatusCode) { entries.withLock { $0.refused[code, default: 0] += 1 } }

    var ended: [String: Int] { entries.withLock(\.ended) }
    var inFlight: Int { entries.withLock { $0.begun - $0.ended.values.reduce(0, +) } }
  }

  private struct Fault: Error {}

  @Test("Every call is told of once, with its method and how it ended")
  func everyCallOnce() async throws {
    var table = MethodTable.streams
    table.registerBytes(path: "/test.Fails/Always") { _, _ in throw Fault() }
    let ledger = Ledger(table)
    try await withServer(table, observer: ledger) { server in
      try await withClient(server.address) { client in
        for _ in 0..<3 { _ = try await client.callBytes(path: "/test.Echo/Now", []) }
        _ = try await client.callBytes(path: "/test.Echo/Later", [])
        _ = try await rpcError { _ = try await client.callBytes(path: "/test.Fails/Always", []) }
        _ = try await rpcError { _ = try await client.callBytes(path: "/test.Is/Not", []) }
        let count = try await client.openStream(StreamMethods.count, StreamMethods.piece(1, bytes: 2))
        #expect(try await count.responses.all().count == 2)
        #expect(ledger.entries.withLock(\.open) == 1)
      }
    }
    #expect(
      ledger.ended == [
        "/test.Echo/Now OK": 3, "/test.Echo/Later OK": 1, "/test.Fails/Always INTERNAL": 1, "/test.Stream/Count OK": 1,
      ])
    #expect(ledger.entries.withLock(\.refused) == [.unimplemented: 1])
    #expect(ledger.inFlight == 0)
    #expect(ledger.entries.withLock(\.open) == 0)
  }

  @Test("Calls that end before their handlers are told of then, and not again")
  func endedEarly() async throws {
    let (started, cancelled) = (Signal(), Signal())
    var table = MethodTable.echo
    table.registerForever(started: started, cancelled: cancelled)
    let ledger = Ledger(table)
    try await withServer(table, observer: ledger) { server in
      let address = server.address
      let socket = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.call(1, "/test.Wait/Forever", timeoutMicroseconds: 20_000)
        _ = try socket.frame()
        socket.call(2, "/test.Wait/Forever")
        socket.send { $0.writeFrame(.cancel, callID: 2) }
        _ = try socket.frame()
        socket.call(3, "/test.Wait/Forever")
        return socket
      }
      for _ in 1...3 { await started.wait() }
      #expect(ledger.inFlight == 1)
      socket.hangUp()
      for _ in 1...3 { await cancelled.wait() }
    }
    #expect(ledger.ended == ["/test.Wait/Forever DEADLINE_EXCEEDED": 1, "/test.Wait/Forever CANCELLED": 2])
    #expect(ledger.inFlight == 0)
  }

  @Test("A stream that ran out of time while its responses waited leaves nothing under way")
  func streamThatWaitsForCredit() async throws {
    var configuration = RPCServerConfiguration()
    // Whoever waits for this long has failed already.
    configuration.shutdownGraceMilliseconds = 600_000
    let ledger = Ledger(.streams)
    try await withServer(.streams, configuration: configuration, observer: ledger) { server in
      let address = server.address
      let socket = try await offload {
        let socket = try RawSocket(address)
        var hello = FrameClientConfiguration().hello
        hello.streamWindowBytes = 1
        try socket.greet(hello)
        socket.call(
          1, StreamMethods.count.path, encode(StreamMethods.piece(1, bytes: 3)), timeoutMicroseconds: 50_000)
        #expect(try socket.frame()?.type == .message)
        #expect(try socket.frame()?.error?.code == .deadlineExceeded)
        return socket
      }
      await server.shutDown()
      let rest = try await offload { try socket.framesToEnd() }
      #expect(rest.last?.goAway?.reason == GoAwayReason.shutdown.rawValue)
    }
    #expect(ledger.ended == ["\(StreamMethods.count.path) DEADLINE_EXCEEDED": 1])
  }

  // MARK: The log

  @Test("A call that fails for the server's own reasons is a line with its id, and nothing of what was thrown")
  func failuresAreLogged() async throws {
    struct Telling: Error, CustomStringConvertible {
      let description = "Qanary"
    }
    var table = MethodTable.echo
    table.registerBytes(path: "/test.Fails/Always") { _, _ in throw Telling() }
    table.registerBytes(path: "/test.Fails/Refuses") { _, _ in throw RPCError(.notFound, "Qanary") }
    table.registerBytes(path: "/test.Fails/NotNow") { _, _ in throw RPCError(.unavailable, "Qanary") }
    let log = LogLines()
    try await withServer(table, logger: log.logger) { server in
      try await withClient(server.address) { client in
        for path in ["/test.Fails/Always", "/test.Fails/Refuses", "/test.Fails/NotNow"] {
          _ = try await rpcError { _ = try await client.callBytes(path: path, []) }
        }
      }
    }
    let failures = log.lines.filter { $0.message == "a call failed" }
    #expect(failures.map { $0.metadata["status"] } == ["INTERNAL", "UNAVAILABLE"])
    #expect(failures.map { $0.metadata["method"] } == ["/test.Fails/Always", "/test.Fails/NotNow"])
    #expect(failures.map { $0.metadata["request"] } == ["7-1-1", "7-1-3"])
    #expect(failures.first?.metadata["error"] == "Telling")
    #expect(failures.allSatisfy { Double($0.metadata["duration_ms"] ?? "") != nil })
    #expect(!"\(log.lines)".contains("Qanary"))
  }

  @Test("Lines have a limit in a second, and what was kept out is counted")
  func linesAreLimited() {
    let reports = FaultReports()
    func at(_ milliseconds: UInt64) -> Deadline { Deadline(uptimeNanoseconds: (5_000 + milliseconds) * 1_000_000) }
    for round in 0..<10 as Range<UInt64> { #expect(reports.take(now: at(round)) == 0) }
    for round in 10..<15 as Range<UInt64> { #expect(reports.take(now: at(round)) == nil) }
    #expect(reports.take(now: at(999)) == nil)
    #expect(reports.take(now: at(1_000)) == 6)
    #expect(reports.take(now: at(1_001)) == 0)
  }
}

/// The lines of a log.
private final class LogLines: Sendable {
  struct Line: Sendable {
    let message: String
    let metadata: [String: String]
  }

  private struct Handler: LogHandler {
    let log: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let fields = metadata.merging(event.metadata ?? [:]) { _, own in own }
      log.all.withLock { $0.append(Line(message: "\(event.message)", metadata: fields.mapValues { "\($0)" })) }
    }
  }

  private let all = Mutex<[Line]>([])

  var lines: [Line] { all.withLock(\.self) }

  var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }
}
