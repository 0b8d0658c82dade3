internal import EventLog
internal import Testing

extension LogStoreContract {
  static let claiming = [
    Case(description: "each claim raises the epoch by one and finds the head as it stands") { open in
      let (store, free) = try await claimed(open)
      let batch = chain(on: free, count: 1)[0]
      #expect(await store.append(batch) == .durable)
      let resumed = try await store.claim(.resume(heldEpoch: free.epoch))
      var expected = batch.head
      expected.epoch = free.epoch + 1
      #expect(resumed == expected)
      #expect(try await store.head() == expected)
      let other = try await open()
      let forced = try await other.claim(.force)
      expected.epoch = free.epoch + 2
      #expect(forced == expected)
      #expect(try await other.head() == expected)
    },
    Case(description: "the log keeps its id") { open in
      let (store, head) = try await claimed(open)
      #expect(try await store.claim(.resume(heldEpoch: head.epoch)).logID == head.logID)
      #expect(try await open().head().logID == head.logID)
    },
    Case(description: "one may resume only from the epoch that one held") { open in
      let (first, head) = try await claimed(open)
      let second = try await open()
      let taken = try await second.claim(.force)
      await #expect(throws: LogStoreError.fenced) { try await first.claim(.resume(heldEpoch: head.epoch)) }
      await #expect(throws: LogStoreError.fenced) { try await first.claim(.resume(heldEpoch: taken.epoch + 1)) }
      #expect(try await second.head() == taken)
      #expect(await second.append(chain(on: taken, count: 1)[0]) == .durable)
    },
    Case(description: "after a claim, the epoch before is of no use, also to its own holder") { open in
      let (store, head) = try await claimed(open)
      let resumed = try await store.claim(.resume(heldEpoch: head.epoch))
      #expect(await store.append(chain(on: head, count: 1)[0]) == .refused(.headMoved))
      try await expect(store, holds: [])
      #expect(await store.append(chain(on: resumed, count: 1)[0]) == .durable)
    },
  ]
}
