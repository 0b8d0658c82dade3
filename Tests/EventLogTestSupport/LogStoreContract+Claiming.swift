internal import EventLog
internal import Testing

extension LogStoreContract {
  static let claiming = [
    Case(description: "each claim raises the epoch by one and finds the head as it stands") { open in
      let (store, free) = try await claimed(open)
      let batch = chain(on: free, count: 1)[0]
      #expect(await store.append(batch) == .durable)
      let resumed = try await store.claim(.resume, by: Samples.claimant)
      var expected = batch.head
      expected.epoch = free.epoch + 1
      #expect(resumed == expected)
      #expect(try await store.head() == expected)
      let other = try await open()
      let forced = try await other.claim(.force, by: Samples.otherClaimant)
      expected.epoch = free.epoch + 2
      #expect(forced == expected)
      #expect(try await other.head() == expected)
    },
    Case(description: "the log keeps its id") { open in
      let (store, head) = try await claimed(open)
      #expect(try await store.claim(.resume, by: Samples.claimant).logID == head.logID)
      #expect(try await open().head().logID == head.logID)
    },
    Case(description: "one may resume only what nobody else has claimed since") { open in
      let (first, _) = try await claimed(open)
      let second = try await open()
      let taken = try await second.claim(.force, by: Samples.otherClaimant)
      for claimant in [Samples.claimant, Samples.id(3)] {
        await #expect(throws: LogStoreError.fenced) { try await first.claim(.resume, by: claimant) }
      }
      #expect(try await second.head() == taken)
      #expect(await second.append(chain(on: taken, count: 1)[0]) == .durable)
    },
    Case(description: "a claim whose answer was lost may be made again") { open in
      let (store, head) = try await claimed(open)
      _ = try await store.claim(.resume, by: Samples.claimant)
      let again = try await store.claim(.resume, by: Samples.claimant)
      #expect(again.epoch == head.epoch + 2)
      try await store.renew(by: Samples.claimant)
      #expect(await store.append(chain(on: again, count: 1)[0]) == .durable)
    },
    Case(description: "who renews learns whether the log is still theirs") { open in
      let (first, _) = try await claimed(open)
      try await first.renew(by: Samples.claimant)
      let second = try await open()
      _ = try await second.claim(.force, by: Samples.otherClaimant)
      await #expect(throws: LogStoreError.fenced) { try await first.renew(by: Samples.claimant) }
      try await second.renew(by: Samples.otherClaimant)
    },
    Case(description: "after a claim, the epoch before is of no use, also to its own holder") { open in
      let (store, head) = try await claimed(open)
      let resumed = try await store.claim(.resume, by: Samples.claimant)
      #expect(await store.append(chain(on: head, count: 1)[0]) == .refused(.headMoved))
      try await expect(store, holds: [])
      #expect(await store.append(chain(on: resumed, count: 1)[0]) == .durable)
    },
  ]
}
