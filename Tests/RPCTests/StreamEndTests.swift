internal import CairnCodec
internal import CairnMessages
internal import Synchronization
internal import Testing

@testable internal import RPC

@Suite("How streams end", .timeLimit(.minutes(2)))
struct StreamEndTests {
  typealias Methods = StreamMethods

  /// Methods that talk once and then wait, and tell how their waiting ended.
  private static func waiting(_ endings: Endings, started: Signal = Signal()) -> MethodTable {
    var table = MethodTable.streams
    table.registerStream(Methods.talk) { requests, responses, _ in
      try await responses.send(Metadatum(key: "here"))
      started.send()
      do { while try await requests.next() != nil {} } catch { return endings.tell(error) }
    }
    table.registerServerStream(Methods.watch) { _, responses, _ in
      started.send()
      do {
        while true { try await responses.send(Methods.piece(1, bytes: 1_000)) }
      } catch {
        endings.tell(error)
      }
    }
    return table
  }

  @Test("A caller that cancels reads and sends no more, and the handler hears of it while it reads or sends")
  func cancelledByCaller() async throws {
    let endings = Endings()
    try await withServer(Self.waiting(endings)) { server in
      try await withClient(server.address) { client in
        let talk = try await client.openStream(Methods.talk)
        #expect(try await talk.responses.next()?.key == "here")
        talk.cancel()
        #expect(await endings.next() == .cancelled)
        #expect(try await rpcError { _ = try await talk.responses.next() }.code == .cancelled)
        #expect(try await rpcError { try await talk.send(Metadatum()) }.code == .cancelled)

        let watch = try await client.openStream(Methods.watch, Metadatum())
        #expect(try await watch.responses.next() != nil)
        watch.cancel()
        #expect(await endings.next() == .cancelled)
      }
    }
  }

  @Test("A handler's task is cancelled, too")
  func taskIsCancelled() async throws {
    let (started, cancelled) = (Signal(), Signal())
    var table = MethodTable()
    table.registerServerStream(Methods.watch) { _, _, _ in
      started.send()
      await Signal().wait()
      if Task.isCancelled { cancelled.send() }
    }
    try await withServer(table) { server in
      try await withClient(server.address) { client in
        let stream = try await client.openStream(Methods.watch, Metadatum())
        await started.wait()
        stream.cancel()
        await cancelled.wait()
      }
    }
  }

  @Test("A stream that is let go is cancelled, and not while its responses are held")
  func dropped() async throws {
    let endings = Endings()
    try await withServer(Self.waiting(endings)) { server in
      try await withClient(server.address) { client in
        do {
          let responses = try await client.openStream(Methods.count, Methods.piece(0, bytes: 2_000)).responses
          #expect(try await responses.all().count == 2_000)
        }
        do {
          let stream = try await client.openStream(Methods.talk)
          #expect(try await stream.responses.next() != nil)
        }
        #expect(await endings.next() == .cancelled)
      }
    }
  }

  @Test("A task that waits to read or to send can be cancelled, which does not end the call")
  func readerIsCancelled() async throws {
    let mayRead = Signal()
    var table = MethodTable()
    table.registerStream(Methods.talk) { requests, responses, _ in
      await mayRead.wait()
      for try await request in requests where request.key == "end" { try await responses.send(request) }
    }
    try await withServer(table) { server in
      try await withClient(server.address) { client in
        let stream = try await client.openStream(Methods.talk)
        let reading = Task { try await stream.responses.next() }
        let sending = Task { while true { try await stream.send(Methods.piece(0, bytes: 10_000)) } }
        reading.cancel()
        sending.cancel()
        #expect(try await rpcError { _ = try await reading.value }.code == .cancelled)
        #expect(try await rpcError { try await sending.value }.code == .cancelled)
        mayRead.send()
        try await stream.send(Metadatum(key: "end"))
        #expect(try await stream.responses.next()?.key == "end")
      }
    }
  }

  @Test("A deadline ends a stream on both sides")
  func deadline() async throws {
    let endings = Endings()
    try await withServer(Self.waiting(endings)) { server in
      try await withClient(server.address) { client in
        let stream = try await client.openStream(Methods.talk, timeout: .milliseconds(100))
        let error = try await rpcError { while try await stream.responses.next() != nil {} }
        #expect(error.code == .deadlineExceeded)
        #expect(await endings.next() != nil)
      }
      let address = server.address
      let frame = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.open(1, Methods.talk.path, timeoutMicroseconds: 50_000)
        guard try socket.frame()?.type == .message else { throw TestFailure("no response") }
        return try socket.frame()
      }
      #expect(frame?.error?.code == .deadlineExceeded)
      #expect(await endings.next() == .deadlineExceeded)
    }
  }

  @Test("A stream has the time that it names, beyond that of unary calls, and without naming any has no end")
  func times() async throws {
    var table = MethodTable()
    table.registerServerStream(Methods.watch) { _, responses, context in
      let remaining = context.deadline == .never ? "never" : String(context.deadline.remaining > .seconds(1_000))
      try await responses.send(Metadatum(key: remaining))
    }
    try await withServer(table) { server in
      try await withClient(server.address) { client in
        for (timeout, expected) in [(nil, "never"), (.seconds(2_000), "true"), (.seconds(10), "false")]
          as [(Duration?, String)]
        {
          let stream = try await client.openStream(Methods.watch, Metadatum(), timeout: timeout)
          #expect(try await stream.responses.all().map(\.key) == [expected])
        }
      }
    }
  }

  @Test("A stream that cannot be sent waits no longer than a call would")
  func notOpened() async throws {
    var configuration = FrameClientConfiguration()
    configuration.callMilliseconds = 50
    let client = FrameClient(address: .unix(path: temporarySocketPath()), configuration: configuration)
    let error = try await rpcError { _ = try await client.openStream(Methods.talk) }
    #expect(error.code == .deadlineExceeded)
    #expect(error.isUntouched)
    await client.close()
  }

  @Test("A lost connection ends a stream after what came before, and another can be opened")
  func connectionLost() async throws {
    let fake = try FakeServer()
    try await withClient(fake.address) { client in
      let accepting = Task { try await offload { try fake.accept() } }
      let stream = try await client.openStream(Methods.talk)
      let socket = try await accepting.value
      try await offload {
        for number in 0..<3 { socket.message(1, encode(Methods.piece(number))) }
        _ = try socket.framesBeforePong()
        socket.hangUp()
      }
      for number in 0..<3 { #expect(try await stream.responses.next()?.key == String(number)) }
      #expect(try await rpcError { _ = try await stream.responses.next() }.code == .unavailable)
      #expect(try await rpcError { try await stream.send(Metadatum()) }.code == .unavailable)

      let again = Task { try await offload { try fake.accept() } }
      let second = try await client.openStream(Methods.talk)
      let other = try await again.value
      try await offload {
        other.message(1, encode(Metadatum(key: "again")))
        other.send { $0.writeFrame(.end, callID: 1) }
      }
      #expect(try await second.responses.all().map(\.key) == ["again"])
    }
  }

  @Test("A handler hears that its connection is gone")
  func peerLost() async throws {
    let endings = Endings()
    let started = Signal()
    try await withServer(Self.waiting(endings, started: started)) { server in
      let address = server.address
      for method in [Methods.talk.path, Methods.watch.path] {
        let socket = try await offload {
          let socket = try RawSocket(address)
          try socket.greet()
          if method == Methods.talk.path { socket.open(1, method) } else { socket.call(1, method) }
          return socket
        }
        await started.wait()
        socket.hangUp()
        #expect(await endings.next() == .unavailable)
      }
    }
  }

  @Test("A server that goes away ends watches at once and awaits other streams")
  func drain() async throws {
    let endings = Endings()
    let (started, end) = (Signal(), Signal())
    var table = MethodTable()
    table.registerServerStream(Methods.watch, whenGoingAway: .ended) { _, responses, _ in
      started.send()
      do { while true { try await responses.send(Metadatum(key: "on")) } } catch { endings.tell(error) }
    }
    table.registerServerStream(Methods.count) { _, responses, _ in
      started.send()
      await end.wait()
      try await responses.send(Metadatum(key: "done"))
    }
    try await withServer(table) { server in
      let address = server.address
      let socket = try await offload {
        let socket = try RawSocket(address)
        var hello = FrameClientConfiguration().hello
        hello.streamWindowBytes = 1
        try socket.greet(hello)
        socket.call(1, Methods.watch.path)
        socket.call(2, Methods.count.path)
        guard try socket.frame()?.type == .message else { throw TestFailure("no response") }
        return socket
      }
      await started.wait()
      await started.wait()
      await server.shutDown()
      let first = try await offload { [try socket.frame(), try socket.frame()] }
      #expect(first[0]?.goAway?.reason == GoAwayReason.shutdown.rawValue)
      #expect(first[0]?.goAway?.lastCallID == 2)
      #expect(first[1]?.callID == 1)
      #expect(first[1]?.error?.code == .unavailable)
      #expect(first[1]?.error?.isUntouched == false)
      #expect(await endings.next() == .unavailable)
      end.send()
      let rest = try await offload { try socket.framesToEnd() }
      #expect(rest.map(\.type) == [.message, .end, .goAway])
      #expect(rest.map(\.callID) == [2, 2, 0])
      #expect(rest[1].error == nil)
    }
  }

  @Test("Streams that a server awaited too long are told before the connection ends")
  func drainIsBounded() async throws {
    let endings = Endings()
    let started = Signal()
    var configuration = RPCServerConfiguration()
    configuration.shutdownGraceMilliseconds = 50
    let frames = try await withServer(
      Self.waiting(endings, started: started), configuration: configuration
    ) { server in
      let address = server.address
      let socket = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        socket.open(1, Methods.talk.path)
        return socket
      }
      await started.wait()
      await server.shutDown()
      return try await offload { try socket.framesToEnd() }
    }
    #expect(frames.map(\.type) == [.message, .goAway, .end, .goAway])
    #expect(frames[2].error?.code == .unavailable)
    #expect(await endings.next() == .unavailable)
  }

  @Test("A client of ours takes a stream up again at the next server")
  func resume() async throws {
    let path = temporarySocketPath()
    let started = Signal()
    var table = MethodTable()
    table.registerServerStream(Methods.watch, whenGoingAway: .ended) { _, responses, _ in
      try await responses.send(Metadatum(key: "on"))
      started.send()
      await Signal().wait()
    }
    let client = FrameClient(address: .unix(path: path))
    for _ in 0..<3 {
      let error = try await withServer(table, addresses: [.unix(path: path)]) { server in
        let stream = try await client.openStream(Methods.watch, Metadatum())
        #expect(try await stream.responses.next()?.key == "on")
        await started.wait()
        await server.shutDown()
        return try await rpcError { _ = try await stream.responses.next() }
      }
      #expect(error.code == .unavailable)
    }
    await client.close()
  }

  @Test("A client that is closed does not wait for its streams")
  func clientCloses() async throws {
    let endings = Endings()
    try await withServer(Self.waiting(endings)) { server in
      let client = FrameClient(address: server.address)
      let stream = try await client.openStream(Methods.talk)
      #expect(try await stream.responses.next() != nil)
      await client.close()
      #expect(try await rpcError { _ = try await stream.responses.next() }.code == .cancelled)
      #expect(await endings.next() != nil)
      #expect(try await rpcError { _ = try await client.openStream(Methods.talk) }.code == .unavailable)
    }
  }
}

/// With which codes handlers ended, in order.
private final class Endings: Sendable {
  private let stream: AsyncStream<StatusCode?>
  private let continuation: AsyncStream<StatusCode?>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func tell(_ error: any Error) { continuation.yield((error as? RPCError)?.code) }

  func next() async -> StatusCode? {
    for await ending in stream { return ending }
    return nil
  }
}
