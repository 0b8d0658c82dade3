internal import Testing

@testable internal import RPC

@Suite("The client's state machine, with a clock and chance of the test's own", .timeLimit(.minutes(2)))
struct ClientStateMachineTests {
  private static let start = Deadline(uptimeNanoseconds: 1_000_000_000)
  private static let unavailable = RPCError(.unavailable, "lost")

  private static func at(_ milliseconds: UInt64) -> Deadline { start.advanced(nanoseconds: milliseconds * 1_000_000) }

  private static func configuration() -> FrameClientConfiguration {
    var configuration = FrameClientConfiguration()
    configuration.chance = { 1 }
    return configuration
  }

  private static var hello: Hello {
    var hello = Hello()
    hello.callsMax = 2
    return hello
  }

  /// Runs a body with calls 1 to `count` in a fresh machine, each with a deadline of so many seconds and its number as
  /// its message, and gives every call an end.
  private func withCalls(
    _ count: UInt64, mayRepeat: Bool = false, _ body: (inout ClientStateMachine) throws -> Void
  ) async throws {
    var machine = ClientStateMachine(configuration: Self.configuration())
    var calls: [ClientCall] = []
    for token in 1...count {
      let call = await withUnsafeContinuation { (made: UnsafeContinuation<ClientCall, Never>) in
        Task {
          await withCheckedContinuation { continuation in
            let request = UnaryRequest(path: "/x.Y/Z", metadata: Metadata(), message: [UInt8(token)])
            made.resume(
              returning: ClientCall(
                kind: .unary(request), deadline: Self.at(token * 1_000), mayRepeat: mayRepeat,
                continuation: continuation))
          } as ClientCall.Outcome
        }
      }
      check(machine.submit(token, call)?.code == nil)
      calls.append(call)
    }
    defer { for call in calls { call.end(.failure(Self.unavailable)) } }
    try body(&machine)
  }

  private func next(_ machine: inout ClientStateMachine) -> [UInt32: UInt8] {
    var sent: [UInt32: UInt8] = [:]
    while let (call, id) = machine.next() {
      if case .unary(let request) = call.kind { sent[id] = request.message[0] }
    }
    return sent
  }

  private func rests(_ verdict: ClientStateMachine.Verdict) -> UInt64? {
    if case .rest(_, let nanoseconds) = verdict { nanoseconds / 1_000_000 } else { nil }
  }

  private func error(_ verdict: ClientStateMachine.Verdict) -> RPCError? {
    if case .end(_, .failure(let error)) = verdict { error } else { nil }
  }

  @Test("Calls go in order, as many at once as the server takes, and only with a connection")
  func window() async throws {
    try await withCalls(4) { machine in
      check(machine.needsConnection)
      check(next(&machine) == [:])
      machine.connecting()
      check(!machine.needsConnection)
      machine.connected(Self.hello)
      check(next(&machine) == [1: 1, 2: 2])
      _ = try machine.ended(2, .success(.init(message: [])), now: Self.start)
      check(next(&machine) == [3: 3])
    }
  }

  @Test("A cancelled call keeps its place until the server has ended it")
  func abandoned() async throws {
    try await withCalls(3) { machine in
      machine.connected(Self.hello)
      _ = next(&machine)
      check(machine.abandon(1)?.cancel == 1)
      check(machine.abandon(1).map(\.call.mayRepeat) == nil)
      check(next(&machine) == [:])
      guard case .forgotten = try machine.ended(1, .success(.init(message: [])), now: Self.start) else {
        Issue.record("the call was not forgotten")
        return
      }
      check(machine.abandon(3)?.cancel == nil)
      check(next(&machine) == [:])
    }
  }

  @Test("An end that nobody waits for is a fault of the server's")
  func strayEnd() async throws {
    try await withCalls(1) { machine in
      machine.connected(Self.hello)
      _ = next(&machine)
      do throws(FrameFault) {
        _ = try machine.ended(2, .success(.init(message: [])), now: Self.start)
        Issue.record("nothing was thrown")
      } catch {
        #expect(error.reason == .protocolError)
      }
    }
  }

  @Test("A lost connection ends what may not be repeated, and rests what may; what waits goes on waiting")
  func lost() async throws {
    for mayRepeat in [true, false] {
      try await withCalls(3, mayRepeat: mayRepeat) { machine in
        machine.connected(Self.hello)
        _ = next(&machine)
        let verdicts = machine.lost(Self.unavailable, now: Self.start).verdicts
        #expect(verdicts.compactMap(rests) == (mayRepeat ? [20, 20] : []))
        #expect(verdicts.compactMap { error($0)?.isUntouched } == (mayRepeat ? [] : [false, false]))
        machine.connected(Self.hello)
        check(next(&machine) == [1: 3])
      }
    }
  }

  @Test("A connection that ends before it has answered anything counts as failed; one that has answered does not")
  func useless() async throws {
    try await withCalls(2, mayRepeat: true) { machine in
      machine.connected(Self.hello)
      check(machine.lost(Self.unavailable, now: Self.start).failure?.waitNanoseconds == 50_000_000)
      check(machine.link == .resting)
      machine.rested()
      machine.connected(Self.hello)
      check(machine.lost(Self.unavailable, now: Self.start).failure?.waitNanoseconds == 100_000_000)
      machine.rested()
      machine.connected(Self.hello)
      check(next(&machine) == [1: 1, 2: 2])
      _ = try machine.ended(1, .success(.init(message: [])), now: Self.start)
      check(machine.lost(Self.unavailable, now: Self.start).failure?.waitNanoseconds == nil)
      check(machine.link == .none)
    }
  }

  @Test("Going away sends what was not begun again, in order and first, without counting an attempt")
  func goingAway() async throws {
    try await withCalls(4) { machine in
      machine.connected(Self.hello)
      _ = next(&machine)
      _ = machine.goingAway(GoAway(lastCallID: 0, reason: .shutdown, message: ""), now: Self.start)
      check(machine.isConnectionSpent)
      check(next(&machine) == [:])
      _ = machine.lost(Self.unavailable, now: Self.start)
      machine.connected(Self.hello)
      check(next(&machine) == [1: 1, 2: 2])
    }
  }

  @Test("Waits double, and are not begun if they end after the deadline")
  func waits() async throws {
    try await withCalls(1, mayRepeat: true) { machine in
      machine.connected(Self.hello)
      var found: [UInt64] = []
      for id in 1...3 as ClosedRange<UInt32> {
        _ = next(&machine)
        found += [rests(try machine.ended(id, .failure(Self.unavailable), now: Self.start)) ?? 0]
        machine.rested(1)
      }
      #expect(found == [20, 40, 80])
      _ = next(&machine)
      check(error(try machine.ended(4, .failure(Self.unavailable), now: Self.at(900)))?.code == .unavailable)
      check(machine.isEmpty)
    }
  }

  @Test("A deadline that passes between attempts does not claim that nothing was begun")
  func expiry() async throws {
    try await withCalls(2, mayRepeat: true) { machine in
      machine.connected(Self.hello)
      _ = next(&machine)
      _ = machine.lost(Self.unavailable, now: Self.start)
      check(machine.earliestDeadline == Self.at(1_000))
      check(machine.expire(now: Self.at(999)).isEmpty)
      let expired = machine.expire(now: Self.at(1_000))
      #expect(expired.map(\.error.code) == [.deadlineExceeded])
      #expect(expired.map(\.error.isUntouched) == [false])
      #expect(expired.first?.error.message == "not answered before the deadline; lost")
      check(machine.earliestDeadline == Self.at(2_000))
    }
  }

  @Test("Waits between connections grow to their limit and are spread by chance")
  func reconnect() {
    var configuration = Self.configuration()
    let waits = (1...10).map { configuration.reconnectWaitNanoseconds(failures: $0) / 1_000_000 }
    #expect(waits == [50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000])
    configuration.chance = { 0 }
    #expect(configuration.reconnectWaitNanoseconds(failures: 1) == 25_000_000)
  }

  @Test("What is sent again by itself")
  func policy() {
    let policy = RetryPolicy()
    for code in StatusCode.allCases where code != .ok {
      for isUntouched in [true, false] {
        for mayRepeat in [true, false] {
          let error = RPCError(code, "", isUntouched: isUntouched)
          let expected =
            code == .unavailable ? isUntouched || mayRepeat : code == .resourceExhausted && isUntouched
          let wait = policy.waitNanoseconds(after: error, attempts: 1, mayRepeat: mayRepeat, chance: 1)
          #expect((wait != nil) == expected, "\(code) \(isUntouched) \(mayRepeat)")
        }
      }
    }
    let error = RPCError(.unavailable, "", details: [.retryInfo(milliseconds: 1_500)])
    #expect(policy.waitNanoseconds(after: error, attempts: 1, mayRepeat: true, chance: 0) == 1_500_000_000)
    #expect(policy.waitNanoseconds(after: error, attempts: 5, mayRepeat: true, chance: 0) == nil)
  }
}
