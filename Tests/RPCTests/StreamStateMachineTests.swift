internal import Testing

@testable internal import RPC

@Suite("Streams in the server's state machine, with a clock of the test's own", .timeLimit(.minutes(2)))
struct StreamStateMachineTests {
  private static let start = Deadline(uptimeNanoseconds: 1_000_000_000)

  private static func at(_ milliseconds: UInt64) -> Deadline { start.advanced(nanoseconds: milliseconds * 1_000_000) }

  private static func message(_ id: UInt32, bytes: UInt32) -> FrameHeader {
    FrameHeader(type: .message, callID: id, payloadBytes: bytes)
  }

  /// With one stream, which is call 1 and has no deadline.
  private static func open(window: Int = 262_144) throws -> FrameConnection.StateMachine {
    var configuration = RPCServerConfiguration()
    configuration.streamWindowBytes = window
    var machine = FrameConnection.StateMachine(configuration: configuration, now: start)
    machine.receivedPreface()
    machine.receivedHello(FrameClientConfiguration().hello)
    _ = try machine.received(.call, FrameHeader(type: .call, callID: 1, payloadBytes: 0), now: start)
    machine.began(1, deadline: .never)
    machine.streamBegan(1, sends: true)
    return machine
  }

  private static func isNothing(_ due: FrameConnection.StateMachine.Due?) -> Bool {
    if case .none = due { true } else { false }
  }

  @Test("A message's frame must be complete in time")
  func unfinishedMessage() throws {
    var machine = try Self.open()
    _ = try machine.received(.message, Self.message(1, bytes: 500), now: Self.at(1_000))
    check(machine.wakeAt <= Self.at(31_000))
    check(Self.isNothing(machine.due(now: Self.at(30_999))))
    check(machine.wakeAt == Self.at(31_000))
    guard case .end(let goAway) = machine.due(now: Self.at(31_000)) else {
      Issue.record("was not ended")
      return
    }
    #expect(goAway.reason == GoAwayReason.idle.rawValue)
  }

  @Test("A stream without deadline goes on for as long as nothing happens")
  func noEnd() throws {
    var machine = try Self.open()
    _ = try machine.received(.message, Self.message(1, bytes: 500), now: Self.start)
    machine.receivedMessagePayload()
    for day in 1...100 as ClosedRange<UInt64> { check(Self.isNothing(machine.due(now: Self.at(day * 86_400_000)))) }
  }

  @Test("What waits to be read is given back with the stream, and once")
  func givesBack() throws {
    var machine = try Self.open()
    for _ in 0..<3 { _ = try machine.received(.message, Self.message(1, bytes: 88), now: Self.start) }
    check(machine.taken(1, cost: 100) == 100)
    check(machine.closedStream(1) == 200)
    check(machine.closedStream(1) == nil)
    check(machine.taken(1, cost: 100) == nil)
    check(machine.calls.finished(1)?.isAnswered == false)
  }

  @Test("An end is said once, whoever says it")
  func endsOnce() throws {
    var machine = try Self.open()
    machine.calls.runs(1, in: Task {})
    check(machine.calls.answered(1)?.task != nil)
    check(machine.calls.answered(1) == nil)
    guard case .ignore = try machine.received(.message, Self.message(1, bytes: 1), now: Self.start) else {
      Issue.record("a message after the end was not passed over")
      return
    }
    check(machine.calls.finished(1)?.isAnswered == true)
  }
}
