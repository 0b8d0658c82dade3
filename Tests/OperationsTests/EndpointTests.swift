internal import RPC
internal import Synchronization
internal import Testing

@testable internal import Operations

@Suite(.timeLimit(.minutes(1))) struct EndpointTests {
  private func answers(
    to requests: String, limits: OperationsLimits = OperationsLimits(), obstacles: [String] = []
  ) async throws -> String {
    try await withEndpoint(limits: limits, obstacles: obstacles) { port in
      try await offload {
        let socket = try HTTPSocket(port: port)
        socket.send(requests)
        return try socket.receiveToEnd()
      }
    }
  }

  private func withEndpoint<Result: Sendable>(
    limits: OperationsLimits = OperationsLimits(), obstacles: [String] = [],
    _ body: (_ port: Int) async throws -> Result
  ) async throws -> Result {
    let pages = OperationsPages(metrics: { "up 1\n" }, metricsType: "text/metrics", obstacles: { obstacles })
    let server = try await OperationsServer.start(on: .tcp(host: "127.0.0.1", port: 0), pages: pages, limits: limits)
    guard case .tcp(_, let port) = server.name else { throw HTTPSocket.Failure(what: "no port") }
    do {
      let result = try await body(port)
      await server.stop()
      return result
    } catch {
      await server.stop()
      throw error
    }
  }

  private static func get(_ path: String, method: String = "GET", more: String = "") -> String {
    "\(method) \(path) HTTP/1.1\r\nHost: x\r\n\(more)\r\n"
  }

  private static let close = "Connection: close\r\n"

  @Test func metricsAreShownAsTheyAre() async throws {
    let text = try await answers(to: Self.get("/metrics", more: Self.close))
    #expect(
      text == "HTTP/1.1 200 OK\r\ncontent-type: text/metrics\r\ncontent-length: 5\r\nconnection: close\r\n\r\nup 1\n")
  }

  @Test func aServerThatLivesSaysSoAlsoWhenItIsNotReady() async throws {
    let text = try await answers(to: Self.get("/livez", more: Self.close), obstacles: ["server: draining"])
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test func readinessNamesWhatStandsAgainstIt() async throws {
    let ready = try await answers(to: Self.get("/readyz?verbose", more: Self.close))
    #expect(ready.hasPrefix("HTTP/1.1 200 OK\r\n"))
    let text = try await answers(to: Self.get("/readyz", more: Self.close), obstacles: ["a: not yet", "b: gone"])
    #expect(text.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
    #expect(text.hasSuffix("\r\n\r\na: not yet\nb: gone\n"))
  }

  @Test(arguments: ["/", "/metrics/", "/metricsx", "/readyz/../metrics", "//metrics", "*"])
  func anyOtherPathIsNotThere(path: String) async throws {
    let text = try await answers(to: Self.get(path, more: Self.close))
    #expect(text.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
  func anyOtherMethodIsRefused(method: String) async throws {
    let text = try await answers(to: Self.get("/metrics", method: method, more: Self.close))
    #expect(text.hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n"))
    #expect(text.contains("allow: GET\r\n"))
    #expect(!text.contains("up 1"))
  }

  @Test func aConnectionBringsSoManyRequestsAndNoMore() async throws {
    var limits = OperationsLimits()
    limits.requestsPerConnectionMax = 3
    let text = try await answers(to: String(repeating: Self.get("/livez"), count: 5), limits: limits)
    #expect(text.split(separator: "HTTP/1.1 200 OK").count == 3)
    #expect(text.split(separator: "connection: close").count == 2, "one says so, the last")
  }

  @Test func aHeadThatIsTooLargeIsNotTaken() async throws {
    var limits = OperationsLimits()
    limits.headerBytesMax = 1_000
    let fits = try await answers(
      to: Self.get("/livez", more: Self.close + "x: \(String(repeating: "x", count: 900))\r\n"), limits: limits)
    #expect(fits.hasPrefix("HTTP/1.1 200 OK\r\n"))
    let large = try await answers(
      to: Self.get("/livez", more: "x: \(String(repeating: "x", count: 1_000))\r\n"), limits: limits)
    #expect(large.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
  }

  @Test func aRequestThatIsTooLargeEndsTheConnection() async throws {
    var limits = OperationsLimits()
    limits.requestBytesMax = 2_000
    let path = String(repeating: "x", count: 2_000)
    #expect(try await answers(to: "GET /\(path)", limits: limits) == "", "a path that never ends")
    let body = "Content-Length: 1000000\r\n\r\n" + String(repeating: "x", count: 2_000)
    #expect(try await answers(to: "POST /metrics HTTP/1.1\r\nHost: x\r\n" + body, limits: limits) == "", "a body")
  }

  @Test func theSizeOfARequestBeginsAnewWithEach() async throws {
    var limits = OperationsLimits()
    limits.requestBytesMax = 100
    try await withEndpoint(limits: limits) { port in
      try await offload {
        let socket = try HTTPSocket(port: port)
        for _ in 0..<10 {
          socket.send(Self.get("/livez"))
          #expect(try socket.receiveAnswer().hasSuffix("ok\n"))
        }
      }
    }
  }

  @Test(arguments: ["\u{1}\u{2}\r\n\r\n", "GET /livez HTTP/9.9\r\n\r\n", "CAIRN frames"])
  func whatIsNoHTTPIsRefused(bytes: String) async throws {
    let text = try await answers(to: bytes + "\r\n\r\n")
    #expect(text == "" || text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
  }

  @Test func aRequestThatDoesNotComeEndsTheConnection() async throws {
    var limits = OperationsLimits()
    limits.idleMilliseconds = 50
    #expect(try await answers(to: "GET /livez HTTP/1.1\r\n", limits: limits) == "")
  }

  @Test func oneConnectionTooManyIsClosedAndTheOthersGoOn() async throws {
    var limits = OperationsLimits()
    limits.connectionsMax = 2
    try await withEndpoint(limits: limits) { port in
      try await offload {
        let sockets = try (0..<2).map { _ in try HTTPSocket(port: port) }
        for socket in sockets {
          socket.send(Self.get("/livez"))
          #expect(try socket.receiveAnswer().hasSuffix("ok\n"))
        }
        let third = try HTTPSocket(port: port)
        third.send(Self.get("/livez"))
        #expect(try third.receiveToEnd() == "")
        sockets[0].send(Self.get("/livez"))
        #expect(try sockets[0].receiveAnswer().hasSuffix("ok\n"))
      }
    }
  }

  @Test(
    arguments: [
      ("127.0.0.1:0", true), ("127.8.9.10:1", true), ("[::1]:7401", true), ("unix:/tmp/x", true), ("0.0.0.0:1", false),
      ("[::]:1", false), ("10.0.0.1:1", false), ("localhost:1", false), ("127.example:1", false), ("[::2]:1", false),
    ])
  func onlyThisMachineIsServed(text: String, isServed: Bool) async throws {
    let name = try #require(SocketName(text))
    #expect(name.isOnThisMachine == isServed)
    guard !isServed else { return }
    let pages = OperationsPages(metrics: { "" }, metricsType: "", obstacles: { [] })
    await #expect(throws: ListenError.self) { _ = try await OperationsServer.start(on: name, pages: pages) }
  }

  @Test func anAddressInUseIsNamed() async throws {
    try await withEndpoint { port in
      let pages = OperationsPages(metrics: { "" }, metricsType: "", obstacles: { [] })
      await #expect {
        _ = try await OperationsServer.start(on: .tcp(host: "127.0.0.1", port: port), pages: pages)
      } throws: { error in
        (error as? ListenError)?.code == .inUse
      }
    }
  }
}
