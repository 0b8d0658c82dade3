internal import Certificates
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// Acts on what the client's state machine decides. Confined to its event loop.
final class ClientEngine {
  private let name: SocketName
  let configuration: FrameClientConfiguration
  private let loop: any EventLoop
  var machine: ClientStateMachine
  private(set) var connection: ClientConnection?
  var streams: [UInt32: (core: ClientStreamCore, sender: StreamSender)] = [:]
  /// Streams that wait until there is room to write.
  var heldBackStreams: Set<UInt32> = []
  /// Streams whose callers may wait for what has come.
  var wakeable: [UInt32] = []
  private var timer: (at: Deadline, scheduled: Scheduled<Void>)?
  private var silence: Scheduled<Void>?
  private var isPingedForSilence = false
  private var whenClosed: [CheckedContinuation<Void, Never>] = []

  init(name: SocketName, configuration: FrameClientConfiguration, loop: any EventLoop) {
    self.name = name
    self.configuration = configuration
    self.loop = loop
    machine = ClientStateMachine(configuration: configuration)
  }

  private var eventLoop: NIOIsolatedEventLoop { loop.assumeIsolated() }

  // MARK: What the caller asks for

  func submit(_ token: ClientStateMachine.Token, _ call: ClientCall) {
    if let error = machine.submit(token, call) { call.end(.failure(error)) }
  }

  func abandon(_ token: ClientStateMachine.Token) {
    guard let (call, cancel) = machine.abandon(token) else { return }
    giveUp(call, cancel, RPCError(.cancelled, "the caller gave up"))
  }

  private func giveUp(_ call: ClientCall, _ cancel: UInt32?, _ error: RPCError) {
    if let cancel {
      connection?.sendCancel(cancel)
      forget(cancel)
    }
    call.fail(error)
  }

  func close(_ continuation: CheckedContinuation<Void, Never>) {
    machine.close()
    for (call, cancel) in machine.abandonStreams() {
      giveUp(call, cancel, RPCError(.cancelled, "the client was closed"))
    }
    whenClosed.append(continuation)
  }

  /// Closes the connection of a client that nobody holds any more.
  func drop() {
    machine.close()
    advance()
  }

  /// Does what the submissions before it have made possible.
  func advance() {
    if machine.needsConnection { connect() }
    let now = Deadline.now
    resumeRequests()
    while let connection, connection.isWritable, let (call, id) = machine.next() { send(call, id, connection, now) }
    connection?.flush()
    if machine.isConnectionSpent { connection?.close(RPCError(.unavailable, "the connection was closed")) }
    if machine.isClosing, machine.isEmpty, connection == nil { finishClosing() }
    rearmTimer()
    watchSilence()
  }

  private func send(_ call: ClientCall, _ id: UInt32, _ connection: ClientConnection, _ now: Deadline) {
    let (request, core): (UnaryRequest, ClientStreamCore?)
    switch call.kind {
    case .unary(let unary): (request, core) = (unary, nil)
    case .stream(let opening, let stream): (request, core) = (opening, stream)
    case .ping: return connection.sendPing(UInt64(id))
    }
    let head = request.head(timeoutNanoseconds: call.deadline == .never ? nil : call.deadline.nanoseconds(after: now))
    let limits = machine.serverHello
    let problem: RPCError? =
      if head.count > min(Int(limits.headBytesMax), Int(UInt16.max)) {
        RPCError(
          .resourceExhausted, "the head of the call has \(head.count) bytes; the server takes \(limits.headBytesMax)")
      } else if head.count + request.message.count > Int(limits.payloadBytesMax) {
        RPCError(
          .resourceExhausted,
          "the request has \(request.message.count) bytes; the server takes \(limits.payloadBytesMax)")
      } else if core != nil, !limits.speaksStreams {
        RPCError(.unimplemented, "the server does not say that it speaks streams", isUntouched: true)
      } else {
        nil
      }
    if let problem {
      machine.unsendable(id)?.end(.failure(problem))
    } else if let core {
      open(call, core, id, head, request.message)
    } else {
      connection.sendCall(id, head: head, message: request.message)
    }
  }

  private func finishClosing() {
    timer?.scheduled.cancel()
    timer = nil
    for continuation in whenClosed { continuation.resume() }
    whenClosed = []
  }

  // MARK: The connection

  private func connect() {
    machine.connecting()
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(.milliseconds(Int64(configuration.connectMilliseconds)))
    let connecting =
      switch name {
      case .tcp(let host, let port):
        bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1).connect(host: host, port: port)
      case .unix(let path): bootstrap.connect(unixDomainSocketPath: path)
      }
    connecting.assumeIsolated().whenComplete { result in
      switch result {
      case .success(let channel): self.adopt(channel)
      case .failure(let error): self.connectFailed(self.refusal(error))
      }
    }
  }

  private func refusal(_ error: any Error) -> RPCError {
    RPCError(.unavailable, "cannot connect to \(name): \(error)", cause: error, isUntouched: true)
  }

  private func adopt(_ channel: any Channel) {
    let connection = ClientConnection(configuration: configuration) { self.received($1, from: $0) }
    self.connection = connection
    do {
      if let handshake = try handshake() { try channel.pipeline.syncOperations.addHandler(handshake) }
      try channel.pipeline.syncOperations.addHandler(connection)
    } catch {
      self.connection = nil
      return connectFailed(refusal(error))
    }
    eventLoop.scheduleTask(in: .milliseconds(Int64(configuration.connectMilliseconds))) {
      guard self.connection === connection, self.machine.link == .connecting else { return }
      connection.close(
        RPCError(.unavailable, "\(self.name) did not say hello in \(self.configuration.connectMilliseconds) ms"))
    }
  }

  /// What makes the connection one over TLS; `nil` for one in clear. A server that is found by its address has to have a
  /// certificate for the address.
  private func handshake() throws -> NIOSSLClientHandler? {
    guard let tls = configuration.tls, case .tcp(let host, _) = name else { return nil }
    let serverName = if case .host(let name)? = ServerName(host) { name } else { String?.none }
    return try NIOSSLClientHandler(context: try tls.clientContext(.frames), serverHostname: serverName)
  }

  private func connectFailed(_ error: RPCError) {
    let (wait, failed) = machine.connectFailed(error)
    reconnect(after: wait, failed)
    advance()
  }

  private func reconnect(after nanoseconds: UInt64, _ failed: [(call: ClientCall, error: RPCError)]) {
    for (call, error) in failed { call.end(.failure(error)) }
    eventLoop.scheduleTask(in: .nanoseconds(Int64(clamping: nanoseconds))) {
      self.machine.rested()
      self.advance()
    }
  }

  private func received(_ event: ClientConnection.Event, from source: ClientConnection) {
    guard source === connection else { return }
    switch event {
    case .ready(let hello): machine.connected(hello)
    case .ended(let id, let outcome):
      do throws(FrameFault) {
        act(on: try machine.ended(id, outcome, now: .now))
        forget(id)
      } catch {
        source.fail(error)
      }
    case .message(let id, let message):
      do throws(FrameFault) { try received(id, message) } catch { source.fail(error) }
    case .window(let id, let credit):
      do throws(FrameFault) { try granted(id, credit) } catch { source.fail(error) }
    case .pong(let number): if let verdict = machine.ponged(number) { act(on: verdict) }
    case .goAway(let goAway): for verdict in machine.goingAway(goAway, now: .now) { act(on: verdict) }
    case .mayAdvance:
      wakeReaders()
      advance()
    case .closed(let error): lost(error)
    }
  }

  private func lost(_ error: RPCError) {
    connection = nil
    silence?.cancel()
    silence = nil
    isPingedForSilence = false
    wakeReaders()
    streams = [:]
    heldBackStreams = []
    if machine.link == .connecting { return connectFailed(error) }
    let (verdicts, failure) = machine.lost(error, now: .now)
    for verdict in verdicts { act(on: verdict) }
    if let failure { reconnect(after: failure.waitNanoseconds, failure.failed) }
    advance()
  }

  private func act(on verdict: ClientStateMachine.Verdict) {
    switch verdict {
    case .end(let call, let outcome): call.end(outcome)
    case .rest(let token, let nanoseconds):
      eventLoop.scheduleTask(in: .nanoseconds(Int64(clamping: nanoseconds))) {
        self.machine.rested(token)
        self.advance()
      }
    case .queued, .forgotten: break
    }
  }

  // MARK: Time

  private func rearmTimer() {
    let at = machine.earliestDeadline
    guard at != .never else { return }
    if let timer {
      guard at < timer.at else { return }
      timer.scheduled.cancel()
    }
    let scheduled = eventLoop.scheduleTask(deadline: .uptimeNanoseconds(at.uptimeNanoseconds)) {
      self.timer = nil
      for (call, cancel, error) in self.machine.expire(now: .now) {
        self.giveUp(call, cancel, error)
      }
      self.advance()
    }
    timer = (at, scheduled)
  }

  /// Pings a server that owes answers and is silent; takes it for lost if it stays so.
  private func watchSilence() {
    guard silence == nil, let connection, machine.link == .ready, machine.isOwed else { return }
    connection.hasHeard = false
    silence = eventLoop.scheduleTask(in: .milliseconds(Int64(configuration.silenceMilliseconds))) {
      self.silence = nil
      guard self.connection === connection else { return }
      if connection.hasHeard || !self.machine.isOwed {
        self.isPingedForSilence = false
      } else if self.isPingedForSilence {
        return connection.close(RPCError(.unavailable, "the server fell silent"))
      } else {
        self.isPingedForSilence = true
        connection.sendPing(0)
      }
      self.advance()
    }
  }
}
