internal import NIOCore
internal import Synchronization
internal import Testing

@testable internal import RPC

@Suite("The parts of a stream", .timeLimit(.minutes(2)))
struct StreamPartsTests {
  private static let error = RPCError(.aborted, "enough")

  private static func bytes(_ buffer: ByteBuffer?) -> [UInt8]? { buffer.map { Array($0.readableBytesView) } }

  // MARK: Queue

  @Test("A queue gives what it took, and knows what it costs")
  func queue() {
    var queue = MessageQueue()
    var expected: [[UInt8]] = []
    for size in [0, 1, 0, 70_000, 3] {
      expected.append([UInt8](repeating: UInt8(size & 0xFF), count: size))
      queue.append(expected[expected.count - 1])
    }
    #expect(queue.cost == 70_004 + 5 * 12)
    #expect(queue.largestBytes == 70_000)
    var other = MessageQueue()
    other.append(ByteBuffer(bytes: [9]))
    queue.append(other)
    expected.append([9])
    var found: [[UInt8]] = []
    while let message = queue.next() { found.append(Array(message.readableBytesView)) }
    #expect(found == expected)
    #expect(queue.cost == 0)
    #expect(queue.isEmpty)
  }

  // MARK: Inbox

  @Test("An inbox gives what came before its end, then the end, again and again")
  func inboxEnds() async throws {
    let inbox = MessageInbox(reportCost: .max) { _ in }
    for number in 0..<3 as Range<UInt8> { inbox.append(ByteBuffer(bytes: [number])) }
    inbox.finish(Self.error)
    inbox.append(ByteBuffer(bytes: [9]))
    for number in 0..<3 as Range<UInt8> { #expect(Self.bytes(try await inbox.next()) == [number]) }
    for _ in 0..<2 { #expect(try await rpcError { _ = try await inbox.next() }.code == .aborted) }
    inbox.finish()
    #expect(inbox.error?.code == .aborted)

    let failed = MessageInbox(reportCost: .max) { _ in }
    failed.append(ByteBuffer(bytes: [1]))
    failed.fail(Self.error)
    #expect(try await rpcError { _ = try await failed.next() }.code == .aborted)
  }

  @Test("What was taken is reported in pieces of the size asked for")
  func inboxReports() async throws {
    let reported = Mutex<[Int]>([])
    let inbox = MessageInbox(reportCost: 25) { cost in reported.withLock { $0.append(cost) } }
    for size in [1, 1, 1, 100, 0] { inbox.append(ByteBuffer(repeating: 1, count: size)) }
    for _ in 0..<5 { _ = try await inbox.next() }
    #expect(reported.withLock { $0 } == [26, 125])
  }

  @Test("Of two readers one is told that there is another")
  func twoReaders() async throws {
    let inbox = MessageInbox(reportCost: .max) { _ in }
    let codes = await withTaskGroup(of: StatusCode?.self) { group in
      for _ in 0..<2 { group.addTask { try? await rpcError { _ = try await inbox.next() }.code } }
      var codes: [StatusCode?] = []
      for await code in group {
        codes.append(code)
        inbox.finish()
      }
      return codes
    }
    #expect(codes == [.internal, nil])
  }

  // MARK: Outbox

  @Test("An outbox holds its capacity and one message, and lets its senders go on at half of it")
  func outboxHolds() async throws {
    let ready = Counter()
    let outbox = MessageOutbox(capacityBytes: 100, messageBytesMax: 1_000) { ready.add() }
    let budget = Mutex(0)
    let sending = Task {
      for _ in 0..<30 {
        try await outbox.send([UInt8](repeating: 0, count: 8))
        budget.withLock { $0 += 1 }
      }
    }
    var passedOn = 0
    while passedOn < 30 * 20 {
      let taken = outbox.take().cost
      #expect(taken <= 100 + 20)
      outbox.passedOn(cost: taken)
      passedOn += taken
      await Task.yield()
    }
    try await sending.value
    #expect(outbox.isPassedOn)
    #expect(!outbox.isSpent)
    outbox.finish()
    #expect(outbox.isSpent)
    #expect(ready.value <= 31)
    #expect(try await rpcError { try await outbox.send([]) }.code == .failedPrecondition)
  }

  @Test("An outbox announces once until it is emptied")
  func outboxAnnounces() async throws {
    let ready = Counter()
    let outbox = MessageOutbox(capacityBytes: 1_000, messageBytesMax: 1_000) { ready.add() }
    for _ in 0..<5 { try await outbox.send([1]) }
    outbox.finish()
    #expect(ready.value == 1)
    #expect(outbox.take().cost == 5 * 13)
    #expect(outbox.take().isEmpty)
    outbox.finish()
    #expect(ready.value == 1)
  }

  @Test("What an outbox holds counts against the server's budget until it is passed on or thrown away")
  func outboxBudget() async throws {
    let budget = ByteBudget(limit: 100)
    let outbox = MessageOutbox(capacityBytes: 1_000, messageBytesMax: 50, budget: budget) {}
    for _ in 0..<4 { try await outbox.send([UInt8](repeating: 0, count: 8)) }
    #expect(budget.usedBytes == 80)
    #expect(try await rpcError { try await outbox.send([UInt8](repeating: 0, count: 9)) }.code == .resourceExhausted)
    #expect(try await rpcError { try await outbox.send([UInt8](repeating: 0, count: 51)) }.code == .resourceExhausted)
    #expect(budget.usedBytes == 80)
    _ = outbox.take()
    outbox.passedOn(cost: 20)
    #expect(budget.usedBytes == 60)
    outbox.close(Self.error)
    outbox.close(RPCError(.cancelled, "too late"))
    outbox.passedOn(cost: 20)
    #expect(budget.usedBytes == 0)
    #expect(try await rpcError { try await outbox.send([]) }.code == .aborted)
  }

  @Test("Senders that wait are told of the end")
  func outboxCloses() async throws {
    let outbox = MessageOutbox(capacityBytes: 1, messageBytesMax: 50) {}
    try await outbox.send([])
    let codes = await withTaskGroup { group in
      for _ in 0..<3 { group.addTask { try? await rpcError { try await outbox.send([]) }.code } }
      outbox.close(Self.error)
      return await group.reduce(into: [StatusCode?]()) { $0.append($1) }
    }
    #expect(codes == [.aborted, .aborted, .aborted])
  }

  // MARK: Credit

  @Test("Credit may be overdrawn by one message, and must be paid before the next")
  func credit() throws {
    var credit = StreamCredit(sends: true, receives: true, toSend: 10, toReceive: 10)
    #expect(credit.maySend)
    credit.sent(cost: 50)
    #expect(!credit.maySend)
    try credit.granted(40)
    #expect(!credit.maySend)
    try credit.granted(1)
    #expect(credit.maySend)
    credit.finishedSending()
    #expect(!credit.maySend)
    try credit.granted(1)

    try credit.received(cost: 50)
    #expect(credit.heldCost == 50)
    #expect(throws: FrameFault.self) { try credit.received(cost: 12) }
    #expect(credit.taken(cost: 40) == 40)
    #expect(throws: FrameFault.self) { try credit.received(cost: 12) }
    #expect(credit.taken(cost: 10) == 10)
    try credit.received(cost: 12)
    try credit.receivedLast()
    #expect(credit.taken(cost: 12) == nil)
    #expect(credit.heldCost == 0)
    #expect(throws: FrameFault.self) { try credit.received(cost: 12) }
    #expect(throws: FrameFault.self) { try credit.receivedLast() }
  }
}
