import Foundation
import Testing

/// The proxy does what its faults say, and nothing else.
@Suite(.timeLimit(.minutes(1))) struct ChaosProxyTests {
  private let server: EchoServer
  private let proxy: ChaosProxy
  private let socket: TestSocket

  init() throws {
    server = try EchoServer()
    proxy = try ChaosProxy(to: server.address, layouts: .cairn)
    socket = try TestSocket(proxy.address)
  }

  @Test func forwardsWithoutFaults() {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    for start in stride(from: 0, to: bytes.count, by: 10_000) {
      let piece = Array(bytes[start..<start + 10_000])
      #expect(socket.send(piece))
      #expect(socket.receive(piece.count).bytes == piece)
    }
    #expect(proxy.plan.total == 0)
  }

  @Test func delays() {
    strike(.delay, .toServer, afterBytes: 0, milliseconds: 100)
    let begin = ContinuousClock.now
    #expect(socket.send([1, 2, 3]))
    #expect(socket.receive(3).bytes == [1, 2, 3])
    #expect(ContinuousClock.now - begin >= .milliseconds(99))
    #expect(proxy.plan.counts == [.delay: 1])
  }

  @Test(arguments: FlowDirection.allCases) func resets(_ direction: FlowDirection) {
    strike(.reset, direction, afterBytes: 5)
    #expect(socket.send([1, 2, 3, 4, 5, 6, 7]))
    #expect(socket.receive(8).end == .lost)
    #expect(proxy.plan.counts == [.reset: 1])
  }

  @Test(arguments: FlowDirection.allCases) func truncates(_ direction: FlowDirection) {
    strike(.truncation, direction, afterBytes: 5)
    #expect(socket.send([1, 2, 3, 4, 5, 6, 7]))
    let (bytes, end) = socket.receive(8)
    // What goes towards the server ends both ways, and the echo may or may not have come by then.
    if direction == .toClient { #expect(bytes == [1, 2, 3, 4, 5]) } else { #expect(bytes.count <= 5) }
    #expect(end == .ended)
    #expect(proxy.plan.counts == [.truncation: 1])
  }

  @Test func leavesHalfOpen() throws {
    strike(.halfOpen, .toClient, afterBytes: 5)
    #expect(socket.send([1, 2, 3, 4, 5, 6, 7]))
    #expect(socket.receive(5).bytes == [1, 2, 3, 4, 5])
    #expect(socket.send([8]))
    // Others get through meanwhile.
    let other = try TestSocket(proxy.address)
    #expect(other.send([9]))
    #expect(other.receive(1).bytes == [9])
    #expect(socket.receiveAtOnce() == .nothing)
    #expect(proxy.plan.counts == [.halfOpen: 1])
    proxy.stop()
    #expect(socket.receive(1).end != .nothing, "stopping ends it")
  }

  @Test func flipsOneBit() {
    proxy.plan.add([Fault(kind: .bitFlip, direction: .toServer, afterBytes: 4, bit: 6)])
    #expect(socket.send([0, 0, 0]))
    #expect(socket.receive(3).bytes == [0, 0, 0])
    #expect(socket.send([0, 0, 0]))
    #expect(socket.receive(3).bytes == [0, 64, 0])
    #expect(proxy.plan.counts == [.bitFlip: 1])
  }

  @Test func flipsInAHeader() {
    let preface = [UInt8](repeating: 0xFF, count: 8)
    let frame: [UInt8] = [0, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 1, 0xAA, 0xBB, 0xCC]
    proxy.plan.add([
      Fault(kind: .bitFlip, direction: .toClient, afterBytes: 9, place: .header(index: 4), bit: 0),
      Fault(kind: .bitFlip, direction: .toClient, afterBytes: 0, place: .message(type: 2, after: "NOW"), bit: 7),
    ])
    #expect(socket.send(preface + frame))
    var flipped = frame
    flipped[4] = 3
    #expect(socket.receive(23).bytes == preface + flipped)
    #expect(socket.send(frame))
    #expect(socket.receive(15).bytes == frame)
    // A frame with the text in it, and one behind it.
    let named: [UInt8] = [0, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 1] + Array("NOW".utf8)
    #expect(socket.send(named + frame))
    flipped[4] = 0x82
    #expect(socket.receive(30).bytes == named + flipped)
  }

  @Test func pausesAndGoesOn() throws {
    #expect(socket.send([1]))
    #expect(socket.receive(1).bytes == [1])
    proxy.pause()
    #expect(socket.send([2]))
    // Past the proxy the server answers.
    let past = try TestSocket(server.address)
    #expect(past.send([3]))
    #expect(past.receive(1).bytes == [3])
    #expect(socket.receiveAtOnce() == .nothing)
    proxy.resume()
    #expect(socket.receive(1).bytes == [2])
  }

  @Test func tellsWhenFaultsHaveStruck() async {
    proxy.plan.add([
      Fault(kind: .delay, direction: .toServer, afterBytes: 1, milliseconds: 1),
      Fault(kind: .reset, direction: .toServer, afterBytes: 0),
    ])
    #expect(socket.send([1]))
    #expect(socket.receive(1).bytes == [1])
    #expect(proxy.plan.total == 0)
    #expect(socket.send([2]))
    await proxy.plan.wait(for: 1)
    #expect(socket.receive(1).bytes == [2])
    #expect(socket.send([3]))
    await proxy.plan.wait(for: 2)
    #expect(proxy.plan.counts == [.delay: 1, .reset: 1])
  }

  @Test(arguments: [1, 2, 5, 64]) func findsHeadersInPiecesOfAnySize(_ pieceBytes: Int) {
    // A start without a type, 9 bytes long, then messages of 4 and 6, types S and D.
    let flow: [UInt8] = [0, 0, 0, 9, 1, 1, 1, 1, 1, 0x53, 0, 0, 0, 4, 0x44, 0, 0, 0, 6, 7, 7, 0x53, 0, 0, 0, 4]
    var walk = MessageWalk(.toPostgres)
    var types: [Int] = []
    for start in stride(from: 0, to: flow.count, by: pieceBytes) {
      let piece = flow[start..<min(start + pieceBytes, flow.count)]
      types += walk.advance(over: piece).filter(\.isType).map { start + $0.offset }
    }
    #expect(types == [9, 14, 21])
  }

  private func strike(_ kind: Fault.Kind, _ direction: FlowDirection, afterBytes: Int, milliseconds: Int = 0) {
    proxy.plan.add([Fault(kind: kind, direction: direction, afterBytes: afterBytes, milliseconds: milliseconds)])
  }
}
