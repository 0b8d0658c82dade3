internal import EventLog
internal import Testing

extension LogStoreContract {
  static let guarding = [
    Case(description: "a batch on a head that has moved is refused, and nothing of it is inserted") { open in
      let (store, head) = try await claimed(open)
      let batches = chain(on: head, count: 2)
      #expect(await store.append(batches[0]) == .durable)
      let stale = LogBatch(
        base: head, events: Samples.events(ofCommand: 1, stream: 1, firstVersion: 1, count: 3),
        recordedAt: Samples.time)
      #expect(await store.append(stale) == .refused(.headMoved))
      try await expect(store, holds: [batches[0]])
      #expect(await store.append(batches[1]) == .durable)
      try await expect(store, holds: batches)
    },
    Case(description: "a batch ahead of the head is refused") { open in
      let (store, head) = try await claimed(open)
      let batches = chain(on: head, count: 2)
      #expect(await store.append(batches[1]) == .refused(.headMoved))
      try await expect(store, holds: [])
    },
    Case(description: "a batch of an epoch that nobody has claimed yet is refused") { open in
      let (store, head) = try await claimed(open)
      var ahead = head
      ahead.epoch += 1
      #expect(await store.append(chain(on: ahead, count: 1)[0]) == .refused(.headMoved))
      try await expect(store, holds: [])
    },
    Case(description: "a writer whose log was claimed by another inserts nothing any more") { open in
      let (first, head) = try await claimed(open)
      let before = chain(on: head, count: 1)
      #expect(await first.append(before[0]) == .durable)
      let second = try await open()
      let taken = try await second.claim(.force, by: Samples.otherClaimant)
      #expect(taken.position == 1)
      #expect(taken.epoch > head.epoch)
      let late = chain(on: before[0].head, count: 1, firstCommand: 200)
      let outcome = await first.append(late[0])
      #expect(outcome != .durable)
      try await expect(second, holds: before)
      let after = chain(on: taken, count: 1, firstCommand: 300)
      #expect(await second.append(after[0]) == .durable)
      try await expect(second, holds: before + after)
    },
    Case(description: "behind a batch that fails, every one that was built on it is refused") { open in
      let (store, head) = try await claimed(open)
      let good = chain(on: head, count: 1)[0]
      let repeated = LogBatch(
        base: good.head, events: Samples.events(ofCommand: 100, stream: 9, firstVersion: 1), recordedAt: Samples.time)
      let behind = chain(on: repeated.head, count: 3, firstCommand: 200)
      let outcomes = await store.appendAll([good, repeated] + behind)
      #expect(outcomes.map(\.index) == Array(0..<5))
      #expect(
        outcomes.map(\.outcome)
          == [.durable, .refused(.commandRepeated)] + [AppendOutcome](repeating: .refused(.headMoved), count: 3))
      try await expect(store, holds: [good])
      let after = chain(on: good.head, count: 2, firstCommand: 200)
      #expect(await store.appendAll(after).map(\.outcome) == [.durable, .durable])
      try await expect(store, holds: [good] + after)
    },
  ]
}
