internal import Testing

@testable internal import RPC

@Suite("The server's state machine, with a clock of the test's own", .timeLimit(.minutes(2)))
struct ServerStateMachineTests {
  private static let start = Deadline(uptimeNanoseconds: 1_000_000_000)

  private static func at(_ milliseconds: UInt64) -> Deadline { start.advanced(nanoseconds: milliseconds * 1_000_000) }

  private static func call(_ id: UInt32, bytes: UInt32 = 10) -> FrameHeader {
    FrameHeader(type: .call, flags: FrameFlag.last, callID: id, payloadBytes: bytes)
  }

  private static func open() -> FrameConnection.StateMachine {
    var machine = FrameConnection.StateMachine(configuration: .init(), now: start)
    machine.receivedPreface()
    machine.receivedHello(Hello())
    return machine
  }

  private static func ends(_ due: FrameConnection.StateMachine.Due?) -> GoAwayReason? {
    guard case .end(let goAway) = due else { return nil }
    return GoAwayReason(rawValue: goAway.reason)
  }

  private static func refusal(_ arrival: FrameConnection.StateMachine.Arrival) -> StatusCode? {
    guard case .refuse(let error) = arrival else { return nil }
    return error.isUntouched ? error.code : nil
  }

  @Test("The handshake has five seconds")
  func handshake() {
    var machine = FrameConnection.StateMachine(configuration: .init(), now: Self.start)
    check(machine.wakeAt == Self.at(5_000))
    check(machine.due(now: Self.at(4_999)).isNothing)
    check(Self.ends(machine.due(now: Self.at(5_000))) == .handshakeTimeout)
  }

  @Test("Idling begins with the last frame, and not while a call is under way")
  func idle() throws {
    var machine = Self.open()
    _ = try machine.received(.call, Self.call(1), now: Self.at(1_000))
    machine.began(1, deadline: Self.at(900_000))
    check(machine.due(now: Self.at(400_000)).isNothing)
    _ = machine.calls.finished(1)
    check(machine.wakeAt <= Self.at(700_000))
    _ = try machine.received(.ping, FrameHeader(type: .ping, payloadBytes: 8), now: Self.at(500_000))
    check(machine.due(now: Self.at(799_999)).isNothing)
    check(machine.wakeAt == Self.at(800_000))
    check(Self.ends(machine.due(now: Self.at(800_000))) == .idle)
  }

  @Test("Frames that ask for nothing are too many at last, and forgotten after a while")
  func floods() throws {
    var machine = Self.open()
    let ping = FrameHeader(type: .ping, payloadBytes: 8)
    for _ in 1...FrameFlood.framesMax { _ = try machine.received(.ping, ping, now: Self.at(9_000)) }
    _ = try machine.received(.call, Self.call(1), now: Self.at(9_000))
    var fault: FrameFault?
    do throws(FrameFault) {
      _ = try machine.received(.cancel, FrameHeader(type: .cancel, callID: 1, payloadBytes: 0), now: Self.at(18_999))
    } catch {
      fault = error
    }
    check(fault?.reason == .protocolError)
    _ = try machine.received(.ping, ping, now: Self.at(19_000))
  }

  @Test("A call's deadline is due once, and wakes in time")
  func deadlines() throws {
    var machine = Self.open()
    for id in 1...3 as ClosedRange<UInt32> {
      _ = try machine.received(.call, Self.call(id), now: Self.start)
      machine.began(id, deadline: Self.at(UInt64(id) * 100))
    }
    check(machine.wakeAt == Self.at(100))
    guard case .expired(let calls) = machine.due(now: Self.at(200)) else {
      Issue.record("nothing was due")
      return
    }
    #expect(calls.map(\.id).sorted() == [1, 2])
    check(machine.wakeAt == Self.at(300))
    check(machine.due(now: Self.at(250)).isNothing)
    check(machine.calls.count == 3)
    check(machine.calls.finished(1)?.isAnswered == true)
    check(machine.calls.finished(3)?.isAnswered == false)
    check(machine.calls.finished(3) == nil)
  }

  @Test("A call's frame must be complete in time")
  func unfinishedFrame() throws {
    var machine = Self.open()
    _ = try machine.received(.call, Self.call(1, bytes: 500), now: Self.start)
    check(machine.wakeAt <= Self.at(30_000))
    check(machine.due(now: Self.at(29_999)).isNothing)
    check(Self.ends(machine.due(now: Self.at(30_000))) == .idle)
    check(machine.abandonCalls().bytes == 500)
    check(machine.calls.count == 0)
  }

  @Test("Calls whose handlers go on after their answer still count")
  func abandonedCallsCount() throws {
    var machine = Self.open()
    for id in 1...1_024 as ClosedRange<UInt32> {
      guard case .take = try machine.received(.call, Self.call(id), now: Self.start) else {
        Issue.record("call \(id) was not taken")
        return
      }
      machine.began(id, deadline: Self.at(1_000))
      let cancel = FrameHeader(type: .cancel, callID: id, payloadBytes: 0)
      guard case .cancel = try machine.received(.cancel, cancel, now: Self.start) else {
        Issue.record("call \(id) was not cancelled")
        return
      }
    }
    check(Self.refusal(try machine.received(.call, Self.call(1_025), now: Self.start)) == .resourceExhausted)
    _ = machine.calls.finished(7)
    check(Self.refusal(try machine.received(.call, Self.call(1_026), now: Self.start)) == nil)
  }

  @Test("A connection with an age retires once, when it has come to it")
  func age() throws {
    var machine = FrameConnection.StateMachine(configuration: .init(), now: Self.start, ageMilliseconds: 60_000)
    machine.receivedPreface()
    machine.receivedHello(Hello())
    check(machine.wakeAt <= Self.at(60_000))
    check(machine.due(now: Self.at(59_999)).isNothing)
    guard case .retire = machine.due(now: Self.at(60_000)) else {
      Issue.record("it did not retire")
      return
    }
    check(machine.drain(now: Self.at(60_000)))
    check(machine.due(now: Self.at(60_001)).isNothing)
  }

  @Test("Draining refuses new calls untouched, is over with the last call, and ends by force after its time")
  func draining() throws {
    var machine = Self.open()
    _ = try machine.received(.call, Self.call(1), now: Self.start)
    machine.began(1, deadline: Self.at(100_000))
    check(machine.drain(now: Self.start))
    check(!machine.drain(now: Self.start))
    check(!machine.isDrained)
    check(Self.refusal(try machine.received(.call, Self.call(2), now: Self.start)) == .unavailable)
    check(machine.goAway(.shutdown, "").lastCallID == 1)
    check(machine.due(now: Self.at(9_999)).isNothing)
    check(Self.ends(machine.due(now: Self.at(10_000))) == .shutdown)
    _ = machine.calls.finished(1)
    check(machine.isDrained)
  }

  @Test("A peer that takes nothing for half a minute is closed, unless it begins to read")
  func stall() {
    var machine = Self.open()
    machine.writabilityChanged(isWritable: false, now: Self.start)
    machine.writabilityChanged(isWritable: true, now: Self.at(20_000))
    check(machine.due(now: Self.at(30_000)).isNothing)
    machine.writabilityChanged(isWritable: false, now: Self.at(40_000))
    check(machine.wakeAt <= Self.at(70_000))
    guard case .close = machine.due(now: Self.at(70_000)) else {
      Issue.record("was not closed")
      return
    }
  }

  @Test("Lingering is over after a second, and nothing is due once closed")
  func lingering() {
    var machine = Self.open()
    machine.linger(now: Self.start)
    check(machine.wakeAt == Self.at(1_000))
    guard case .close = machine.due(now: Self.at(1_000)) else {
      Issue.record("was not closed")
      return
    }
    machine.closed()
    check(machine.due(now: Self.at(1_000_000)).isNothing)
  }
}

extension FrameConnection.StateMachine.Due? {
  fileprivate var isNothing: Bool {
    if case .none = self { true } else { false }
  }
}
