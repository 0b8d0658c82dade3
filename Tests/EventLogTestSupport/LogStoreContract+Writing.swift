internal import Cryptography
internal import EventLog
internal import Identifiers
internal import Testing

extension LogStoreContract {
  static let writing = [
    Case(description: "an empty log is empty") { open in
      let (store, head) = try await claimed(open)
      #expect(head.position == 0)
      #expect(head.frontier == MerkleFrontier())
      try await expect(store, holds: [])
      #expect(try await store.events(ofCommand: Samples.command(1)) == [])
      #expect(try await store.events(ofStream: Samples.id(1, kind: 0x5), afterVersion: 0, limit: 10) == [])
    },
    Case(description: "what is read back equals what was appended, in every field") { open in
      let (store, head) = try await claimed(open)
      let batch = LogBatch(base: head, events: awkwardEvents, recordedAt: Samples.time)
      #expect(await store.append(batch) == .durable)
      try await expect(store, holds: [batch])
      let last = try #require(batch.stored.last)
      #expect(try await store.events(ofStream: last.event.streamID, afterVersion: 0, limit: 1) == [last])
      #expect(try await store.events(ofCommand: last.event.command) == [last])
      #expect(try await store.head() == batch.head)
    },
    Case(description: "positions are dense over batches of every size") { open in
      let (store, start) = try await claimed(open)
      var head = start
      var batches: [LogBatch] = []
      for (number, count) in [1, 2, 300, 1, 17].enumerated() {
        let batch = LogBatch(
          base: head, events: Samples.events(ofCommand: number, stream: number, firstVersion: 1, count: count),
          recordedAt: Samples.time + Int64(number))
        #expect(await store.append(batch) == .durable)
        head = batch.head
        batches.append(batch)
      }
      try await expect(store, holds: batches)
      #expect(try await all(store).map(\.position) == Array(1...321))
    },
    Case(description: "many batches on their way end in the order in which they were sent") { open in
      let (store, head) = try await claimed(open)
      let batches = chain(on: head, count: 12)
      let outcomes = await store.appendAll(batches)
      #expect(outcomes.map(\.index) == Array(0..<12))
      #expect(outcomes.allSatisfy { $0.outcome == .durable })
      try await expect(store, holds: batches)
    },
    Case(description: "recorded_at never runs backwards") { open in
      let (store, head) = try await claimed(open)
      let first = LogBatch(
        base: head, events: Samples.events(ofCommand: 1, stream: 1, firstVersion: 1), recordedAt: Samples.time)
      #expect(await store.append(first) == .durable)
      var earlier = first.head
      earlier.recordedAt = Samples.time - 10
      let backwards = LogBatch(
        base: earlier, events: Samples.events(ofCommand: 2, stream: 2, firstVersion: 1),
        recordedAt: Samples.time - 1)
      #expect(await store.append(backwards) == .refused(.headMoved))
      let raised = LogBatch(
        base: first.head, events: Samples.events(ofCommand: 2, stream: 2, firstVersion: 1),
        recordedAt: Samples.time - 1)
      #expect(await store.append(raised) == .durable)
      try await expect(store, holds: [first, raised])
      #expect(try await all(store).map(\.recordedAt) == [Samples.time, Samples.time])
    },
  ]

  /// Batches of one event each, every one on the head of the one before.
  static func chain(on head: LogHead, count: Int, firstCommand: Int = 100) -> [LogBatch] {
    var head = head
    return (0..<count).map { index in
      let batch = LogBatch(
        base: head,
        events: Samples.events(ofCommand: firstCommand + index, stream: firstCommand + index, firstVersion: 1),
        recordedAt: Samples.time)
      head = batch.head
      return batch
    }
  }

  /// Two commands whose fields are all at some edge.
  private static var awkwardEvents: [SealedEvent] {
    let command = CommandKey(agencyID: "a", id: Identifier128(high: .max, low: .max))
    let commitment = Digest256(hashing: [1])
    func event(_ index: Int, mark: CommandMark?, parts: [EventPart]) -> SealedEvent {
      SealedEvent(
        eventID: Samples.id(index), streamID: Identifier128(high: 0, low: 1), version: UInt64(index + 1),
        actorID: .nil128, command: command, commandMark: mark, type: "t", parts: parts)
    }
    let long = CommandKey(agencyID: String(repeating: "agency-", count: 9), id: Identifier128(high: 0, low: 1))
    return [
      event(0, mark: CommandMark(eventCount: 3, digest: []), parts: [EventPart(clear: [])]),
      event(
        1, mark: nil,
        parts: [
          EventPart(clear: [0, 0, 0]),
          EventPart(keyID: Samples.id(5), keyCommitment: commitment, bytes: [0, 1, 0, 255, 0]),
          EventPart(keyID: Samples.id(6), keyCommitment: Digest256(hashing: [2]), bytes: []),
        ]),
      event(
        2, mark: nil,
        parts: [EventPart(clear: (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }), EventPart(clear: [0x5C, 0x27])]),
      SealedEvent(
        eventID: Identifier128(high: .max, low: 0), streamID: Identifier128(high: .max, low: .max),
        version: UInt64(Int64.max), actorID: Identifier128(high: .max, low: .max), command: long,
        commandMark: CommandMark(eventCount: 1, digest: (0...255).map { UInt8($0) }),
        type: "cairn.v1." + String(repeating: "LongName", count: 30), parts: [EventPart(clear: [0])]),
    ]
  }
}
