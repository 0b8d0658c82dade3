internal import NIOHTTP2
internal import Testing

@testable internal import RPC

@Suite("The state machine of a gRPC connection, with a clock of the test's own") struct GRPCStateMachineTests {
  private typealias Machine = GRPCConnection.StateMachine

  private static let start = Deadline(uptimeNanoseconds: 1_000_000_000)

  private static func at(_ milliseconds: UInt64) -> Deadline { start.advanced(nanoseconds: milliseconds * 1_000_000) }

  private static func open(ageMilliseconds: Int? = nil) -> Machine {
    var machine = Machine(configuration: .init(), now: start, ageMilliseconds: ageMilliseconds)
    machine.received([])
    return machine
  }

  /// What is due, in a word.
  private static func due(_ machine: inout Machine, at milliseconds: UInt64) -> String {
    switch machine.due(now: at(milliseconds)) {
    case .expired(let calls): "expired \(calls.map(\.id).sorted())"
    case .incomplete(let ids): "incomplete \(ids.sorted())"
    case .stalled(let ids): "stalled \(ids.sorted())"
    case .end(let code, _): "end \(code.networkCode)"
    case .retire: "retire"
    case .close: "close"
    case nil: "nothing"
    }
  }

  @Test("A client's settings have five seconds")
  func settings() {
    var machine = Machine(configuration: .init(), now: Self.start)
    #expect(Self.due(&machine, at: 4_999) == "nothing" && machine.wakeAt == Self.at(5_000))
    #expect(Self.due(&machine, at: 5_000) == "end 4")
    machine.received([])
    #expect(Self.due(&machine, at: 5_000) == "nothing")
  }

  @Test("Idling begins with the last frame, and not while a call is under way or its answer waits")
  func idling() throws {
    var machine = Self.open()
    try machine.opened(1, now: Self.start)
    machine.began(1, deadline: Self.at(900_000), method: 0, trace: nil, at: Self.start)
    machine.receivedFrame(now: Self.at(1_000))
    #expect(Self.due(&machine, at: 400_000) == "nothing")
    _ = machine.calls.finished(1)
    machine.answered(1, now: Self.at(290_000))
    #expect(Self.due(&machine, at: 301_000) == "nothing", "its answer waits")
    machine.closedStream(1)
    #expect(Self.due(&machine, at: 300_999) == "nothing")
    #expect(Self.due(&machine, at: 301_000) == "end 0")
  }

  @Test(
    "A request that does not come whole, and an answer that nobody takes, have thirty seconds; a call has its deadline")
  func calls() throws {
    var machine = Self.open()
    try machine.opened(1, now: Self.start)
    #expect(Self.due(&machine, at: 29_999) == "nothing" && machine.wakeAt == Self.at(30_000))
    #expect(Self.due(&machine, at: 30_000) == "incomplete [1]")
    machine.began(1, deadline: Self.at(40_000), method: 0, trace: nil, at: Self.start)
    #expect(Self.due(&machine, at: 39_999) == "nothing" && machine.wakeAt == Self.at(40_000))
    #expect(Self.due(&machine, at: 40_000) == "expired [1]")
    #expect(Self.due(&machine, at: 40_000) == "nothing", "once")
    machine.answered(1, now: Self.at(40_000))
    #expect(Self.due(&machine, at: 70_000) == "stalled [1]")
    machine.closedStream(1)
    #expect(Self.due(&machine, at: 70_000) == "nothing")
  }

  @Test("The rest of a stream's message has thirty seconds from its beginning, if the client may send it")
  func messages() throws {
    var machine = Self.open()
    machine.awaitsMessage(1, true, now: Self.start)
    machine.awaitsMessage(1, true, now: Self.at(20_000))
    #expect(Self.due(&machine, at: 29_999) == "nothing")
    #expect(Self.due(&machine, at: 30_000) == "incomplete [1]")
    machine.awaitsMessage(1, false, now: Self.at(30_000))
    #expect(Self.due(&machine, at: 90_000) == "nothing")
  }

  @Test("There is room for so many calls, and for so many bytes of them")
  func room() throws {
    var configuration = RPCServerConfiguration()
    configuration.callsPerConnectionMax = 2
    configuration.requestBytesPerConnectionMax = 100
    var machine = Machine(configuration: configuration, now: Self.start)
    for id in [1, 3] as [UInt32] { try machine.opened(id, now: Self.start) }
    #expect(throws: RPCError.self) { try machine.opened(5, now: Self.start) }
    try machine.receivesMessage(1, bytes: 60, isHeldByCall: true)
    #expect(throws: RPCError.self) { try machine.receivesMessage(3, bytes: 41, isHeldByCall: true) }
    #expect(machine.calls.finished(1)?.bytes == 60)
    try machine.receivesMessage(3, bytes: 100, isHeldByCall: true)
    #expect(machine.lastCallID == 5)
  }

  @Test("A connection that drains ends when its client knows and nothing is left, or when the time for it is over")
  func draining() throws {
    var machine = Self.open(ageMilliseconds: 60_000)
    try machine.opened(1, now: Self.start)
    machine.began(1, deadline: .never, method: 0, trace: nil, at: Self.start)
    #expect(Self.due(&machine, at: 60_000) == "retire")
    let isNew = (machine.drain(now: Self.at(60_000)), machine.drain(now: Self.at(60_000)))
    #expect(isNew.0 && !isNew.1)
    _ = machine.calls.finished(1)
    #expect(!machine.isDrained, "a call may be on its way")
    #expect(machine.drainBecameKnown() && machine.isDrained && !machine.drainBecameKnown())
    machine.answered(1, now: Self.at(60_000))
    #expect(!machine.isDrained, "its answer is not taken")
    #expect(Self.due(&machine, at: 70_000) == "end 0")
    machine.linger(now: Self.at(70_000))
    #expect(Self.due(&machine, at: 70_999) == "nothing" && Self.due(&machine, at: 71_000) == "close")
  }

  @Test("Two pings that come too soon are forgiven, and all are once something was sent")
  func pings() {
    var strikes = PingStrikes()
    let three = (1...4).map { strikes.received(now: Self.at($0)) }
    #expect(three == [false, false, false, true])
    strikes.sent()
    let apart = (0...5).map { strikes.received(now: Self.at($0 * 300_000)) }
    #expect(!apart.contains(true))
  }

  @Test("Window updates for nothing are too many at last, and a peer that does not read has thirty seconds")
  func floods() {
    var machine = Self.open()
    for _ in 1...1_000 { _ = machine.receivedWindowUpdate() }
    machine.sent()
    let verdicts = (1...1_001).map { _ in machine.receivedWindowUpdate() }
    #expect(verdicts.firstIndex(of: true) == 1_000)
    machine.writabilityChanged(isWritable: false, now: Self.start)
    #expect(Self.due(&machine, at: 30_000) == "close")
    machine.writabilityChanged(isWritable: true, now: Self.start)
    #expect(Self.due(&machine, at: 30_000) == "nothing")
  }

  @Test("A window stays open in the midst of a message, and holds no more than itself and one message")
  func windows() {
    var window = ReceiveWindow(bytes: 100)
    window.changed(to: 51)
    #expect(window.update == nil)
    window.changed(to: 50)
    #expect(window.update == 50, "nothing is held: the message has not come whole")
    window.changed(to: 100)
    window.held(cost: 300)
    #expect(window.update == nil, "more than a window is held")
    window.changed(to: 0)
    window.taken(cost: 240)
    #expect(window.update == nil)
    window.taken(cost: 20)
    #expect(window.update == 60)
  }
}
