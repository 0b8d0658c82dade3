internal import CairnCodec
internal import CairnMessages
internal import Glibc
internal import Testing

@testable internal import RPC

@Suite("Credit on streams", .timeLimit(.minutes(2)))
struct StreamFlowTests {
  typealias Methods = StreamMethods

  private static let piece = Methods.piece(0, bytes: 88)
  private static let messageCost = FrameHeader.byteCount + encode(piece).count

  /// A method that sends as fast as it may, and counts what it was rid of.
  private static func endless(sent: Counter) -> MethodTable {
    var table = MethodTable.streams
    table.registerServerStream(Methods.watch) { _, responses, _ in
      while true {
        try await responses.send(piece)
        sent.add()
      }
    }
    return table
  }

  private static func hello(window: UInt32) -> Hello {
    var hello = FrameClientConfiguration().hello
    hello.streamWindowBytes = window
    return hello
  }

  @Test("A server sends no more than its client gave credit for, and waits, holding little")
  func serverIsHeld() async throws {
    let sent = Counter()
    try await withServer(Self.endless(sent: sent)) { server in
      let address = server.address
      let socket = try RawSocket(address)
      let held = try await offload {
        try socket.greet(Self.hello(window: 10_000))
        socket.call(1, Methods.watch.path)
        let first = try socket.messages(cost: 10_000)
        let more = try (0..<20).flatMap { _ in try socket.framesBeforePong() }
        return (first.cost, more)
      }
      #expect(held.0 < 10_000 + Self.messageCost)
      #expect(held.1 == [])
      let most = (held.0 + RPCServerConfiguration().streamSendBytes) / Self.messageCost + 1
      #expect((1...most).contains(sent.value))
      let granted = try await offload {
        // What went beyond the credit is a debt that this pays first.
        socket.window(1, 5_000)
        let first = try socket.messages(cost: 15_000 - held.0)
        let more = try (0..<20).flatMap { _ in try socket.framesBeforePong() }
        return (first.cost, more)
      }
      #expect(held.0 + granted.0 < 15_000 + Self.messageCost)
      #expect(granted.1 == [])
    }
  }

  @Test("A client sends no more than its server gave credit for, and waits, holding little")
  func clientIsHeld() async throws {
    let fake = try FakeServer()
    let sent = Counter()
    try await withClient(fake.address) { client in
      let accepting = Task { try await offload { try fake.accept(hello: Self.serverHello(window: 10_000)) } }
      let stream = try await client.openStream(Methods.load)
      let sending = Task {
        while true {
          try await stream.send(Self.piece)
          sent.add()
        }
      }
      let socket = try await accepting.value
      let held = try await offload {
        let first = try socket.messages(cost: 10_000)
        let more = try (0..<20).flatMap { _ in try socket.framesBeforePong() }
        return (first.cost, more)
      }
      #expect(held.0 < 10_000 + Self.messageCost)
      #expect(held.1 == [])
      let most = (held.0 + FrameClientConfiguration().streamSendBytes) / Self.messageCost + 1
      #expect((0...most).contains(sent.value))
      let granted = try await offload {
        socket.window(1, 5_000)
        return try socket.messages(cost: 15_000 - held.0).cost + socket.framesBeforePong().cost
      }
      #expect(held.0 + granted < 15_000 + Self.messageCost)
      stream.cancel()
      #expect(try await rpcError { try await sending.value }.code == .cancelled)
    }
  }

  private static func serverHello(window: UInt32) -> Hello {
    var hello = RPCServerConfiguration().hello
    hello.streamWindowBytes = window
    return hello
  }

  @Test("A server gives credit as its handler reads, and not before")
  func serverGrants() async throws {
    let (mayRead, started) = (Signal(), Signal())
    var table = MethodTable()
    table.registerClientStream(Methods.load) { requests, _ in
      started.send()
      await mayRead.wait()
      for _ in 0..<60 { _ = try await requests.next() }
      await mayRead.wait()
      return Metadatum()
    }
    var configuration = RPCServerConfiguration()
    configuration.streamWindowBytes = 100 * Self.messageCost
    try await withServer(table, configuration: configuration) { server in
      let address = server.address
      let socket = try RawSocket(address)
      let before = try await offload {
        try socket.greet()
        socket.open(1, Methods.load.path)
        for _ in 0..<100 { socket.message(1, encode(Self.piece)) }
        return try (0..<20).flatMap { _ in try socket.framesBeforePong() }
      }
      #expect(before == [])
      await started.wait()
      mayRead.send()
      let window = try await offload { try socket.frame() }
      #expect(window?.type == .window)
      #expect(window?.message == UInt32(50 * Self.messageCost).bytes)
      let rest = try await offload {
        // The credit is real: as much again is taken, and no more.
        for _ in 0..<50 { socket.message(1, encode(Self.piece)) }
        guard try socket.framesBeforePong() == [] else { throw TestFailure("what was granted was not taken") }
        socket.message(1, encode(Self.piece))
        return try socket.framesToEnd()
      }
      #expect(rest.last?.goAway?.reason == GoAwayReason.protocolError.rawValue)
    }
  }

  @Test("A client gives credit as its caller reads, and not before")
  func clientGrants() async throws {
    let fake = try FakeServer()
    var configuration = FrameClientConfiguration()
    configuration.streamWindowBytes = 100 * Self.messageCost
    try await withClient(fake.address, configuration: configuration) { client in
      let accepting = Task { try await offload { try fake.accept() } }
      let stream = try await client.openStream(Methods.watch, Metadatum())
      let socket = try await accepting.value
      let before = try await offload {
        guard try socket.frame()?.type == .call else { throw TestFailure("no call") }
        for _ in 0..<100 { socket.message(1, encode(Self.piece)) }
        return try (0..<20).flatMap { _ in try socket.framesBeforePong() }
      }
      #expect(before == [])
      for _ in 0..<60 { #expect(try await stream.responses.next() == Self.piece) }
      let window = try await offload { try socket.frame() }
      #expect(window == Frame(type: .window, callID: 1, message: UInt32(50 * Self.messageCost).bytes))
    }
  }

  @Test("Slow readers on either side get everything, through windows smaller than a message")
  func slowReaders() async throws {
    var table = MethodTable()
    table.registerStream(Methods.talk) { requests, responses, _ in
      while let request = try await requests.next() {
        for _ in 0..<5 { await Task.yield() }
        try await responses.send(request)
      }
    }
    var (server, client) = (RPCServerConfiguration(), FrameClientConfiguration())
    (server.streamWindowBytes, server.streamSendBytes) = (1, 1)
    (client.streamWindowBytes, client.streamSendBytes) = (1, 1)
    try await withServer(table, configuration: server) { server in
      try await withClient(server.address, configuration: client) { client in
        let stream = try await client.openStream(Methods.talk)
        async let sent: Void = {
          for number in 0..<500 { try await stream.send(Methods.piece(number, bytes: number)) }
          stream.finish()
        }()
        for number in 0..<500 {
          for _ in 0..<5 { await Task.yield() }
          #expect(try await stream.responses.next() == Methods.piece(number, bytes: number))
        }
        #expect(try await stream.responses.next() == nil)
        try await sent
      }
    }
  }

  /// A method that sends as many large responses as its request has bytes, and counts what it was rid of.
  private static func large(sent: Counter) -> MethodTable {
    var table = MethodTable()
    table.registerServerStream(Methods.count) { request, responses, _ in
      for number in request.value.indices {
        try await responses.send(Methods.piece(number, bytes: 10_000))
        sent.add()
      }
    }
    return table
  }

  @Test("A peer that reads nothing from its socket holds the handler back, too")
  func unreadSocket() async throws {
    let sent = Counter()
    var configuration = RPCServerConfiguration()
    configuration.writeStallMilliseconds = 1_000
    let name = SocketName.unix(path: temporarySocketPath())
    try await withServer(Self.large(sent: sent), addresses: [name], configuration: configuration) { server in
      let address = server.address
      try await offload {
        let socket = try RawSocket(address)
        try socket.greet(Self.hello(window: UInt32(StreamCredit.max)))
        socket.call(1, Methods.count.path, encode(Methods.piece(0, bytes: 100_000)))
        socket.awaitHangUp()
      }
      // Two sockets' buffers, the channel's, and the stream's own: far from the credit of two gigabytes.
      #expect((1...400).contains(sent.value))
    }
  }

  @Test("A handler that was held back goes on when its peer reads")
  func readLate() async throws {
    let sent = Counter()
    let name = SocketName.unix(path: temporarySocketPath())
    try await withServer(Self.large(sent: sent), addresses: [name]) { server in
      let address = server.address
      let frames = try await offload {
        let socket = try RawSocket(address)
        try socket.greet(Self.hello(window: UInt32(StreamCredit.max)))
        socket.call(1, Methods.count.path, encode(Methods.piece(0, bytes: 2_000)))
        // More than fits all buffers on the way.
        while sent.value < 30 { sched_yield() }
        var frames = 0
        while let frame = try socket.frame(), frame.type == .message { frames += 1 }
        return frames
      }
      #expect(frames == 2_000)
    }
  }

  @Test("What streams hold is given back however they end", arguments: [0, 1, 2, 3])
  func givesBack(ending: Int) async throws {
    var table = MethodTable()
    table.registerStream(Methods.talk) { requests, responses, _ in
      try await responses.send(Self.piece)
      if ending == 1 { throw RPCError(.aborted, "enough") }
      await Signal().wait()
    }
    var configuration = RPCServerConfiguration()
    configuration.bytesHeldMax = 1_500_000
    configuration.requestBytesPerConnectionMax = 4_194_304
    try await withServer(table, configuration: configuration) { server in
      let address = server.address
      try await offload {
        var socket = try RawSocket(address)
        try socket.greet(Self.hello(window: 0))
        // Each round leaves 200,000 bytes of requests and a response behind; were they kept, the eighth would not fit.
        for round in 1...20 as ClosedRange<UInt32> {
          socket.open(round, Methods.talk.path, timeoutMicroseconds: ending == 2 ? 20_000 : 0)
          for _ in 0..<4 { socket.message(round, [UInt8](repeating: 0, count: 50_000)) }
          switch ending {
          case 0: socket.send { $0.writeFrame(.cancel, callID: round) }
          case 1: socket.window(round, 1_000)
          case 2: break
          default:
            guard try socket.framesBeforePong() == [] else { throw TestFailure("an end in round \(round)") }
            socket.shutDownOutput()
            _ = try socket.framesToEnd()
            socket = try RawSocket(address)
            try socket.greet(Self.hello(window: 0))
            continue
          }
          var frame = try socket.frame()
          while frame?.type == .message { frame = try socket.frame() }
          let expected: [StatusCode] = [.cancelled, .aborted, .deadlineExceeded]
          guard frame?.error?.code == expected[ending] else { throw TestFailure("round \(round): \(frame as Any)") }
        }
      }
    }
  }

  @Test(
    "Streams that wait to be read end when a connection, or the server, has no room for more", arguments: [true, false])
  func noRoom(isConnection: Bool) async throws {
    var table = MethodTable.echo
    table.registerClientStream(Methods.load) { _, _ in
      await Signal().wait()
      return Metadatum()
    }
    var configuration = RPCServerConfiguration()
    configuration.payloadBytesMax = 100_000
    configuration.requestBytesPerConnectionMax = isConnection ? 500_000 : 5_000_000
    configuration.bytesHeldMax = isConnection ? 5_000_000 : 500_000
    try await withServer(table, configuration: configuration) { server in
      let address = server.address
      let frames = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        for id in 1...3 as ClosedRange<UInt32> {
          socket.open(id, Methods.load.path)
          for _ in 0..<4 { socket.message(id, [UInt8](repeating: 0, count: 50_000)) }
        }
        let ended = try socket.framesBeforePong()
        socket.call(4, "/test.Echo/Now", [1])
        return [ended, [try socket.frame()].compactMap { $0 }]
      }
      #expect(frames[0].map(\.callID) == [3])
      #expect(frames[0].first?.error?.code == .resourceExhausted)
      #expect(frames[1] == [Frame(type: .end, callID: 4, message: [1])])
    }
  }

  @Test(
    "Handlers may not fill a connection's share of memory, or the server's, with responses", arguments: [true, false])
  func noRoomForResponses(isConnection: Bool) async throws {
    var table = MethodTable()
    table.registerServerStream(Methods.watch) { _, responses, _ in
      while true { try await responses.send(Methods.piece(0, bytes: 400_000)) }
    }
    var configuration = RPCServerConfiguration()
    if isConnection {
      configuration.writeBufferBytesMax = 1_000_000
    } else {
      configuration.bytesHeldMax = 1_000_000
    }
    try await withServer(table, configuration: configuration) { server in
      let address = server.address
      let frames = try await offload {
        let socket = try RawSocket(address)
        try socket.greet(Self.hello(window: 0))
        for id in 1...3 as ClosedRange<UInt32> { socket.call(id, Methods.watch.path) }
        return try (0..<20).flatMap { _ in try socket.framesBeforePong() }
      }
      #expect(frames.map(\.callID) == [3])
      #expect(frames.first?.error?.code == .resourceExhausted)
    }
  }
}

extension UInt32 {
  /// Big-endian.
  fileprivate var bytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
