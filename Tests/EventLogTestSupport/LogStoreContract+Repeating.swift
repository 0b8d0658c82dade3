internal import EventLog
internal import Testing

extension LogStoreContract {
  static let repeating = [
    Case(description: "a command that is in the log already is refused with its whole batch") { open in
      let (store, head) = try await claimed(open)
      let first = LogBatch(
        base: head, events: Samples.events(ofCommand: 1, stream: 1, firstVersion: 1, count: 2),
        recordedAt: Samples.time)
      #expect(await store.append(first) == .durable)
      let events =
        Samples.events(ofCommand: 2, stream: 2, firstVersion: 1)
        + Samples.events(ofCommand: 1, stream: 3, firstVersion: 1)
        + Samples.events(ofCommand: 3, stream: 4, firstVersion: 1)
      let repeated = LogBatch(base: first.head, events: events, recordedAt: Samples.time)
      #expect(await store.append(repeated) == .refused(.commandRepeated))
      try await expect(store, holds: [first])
      #expect(try await store.events(ofCommand: Samples.command(2)) == [])
    },
    Case(description: "a command that stands twice in a batch is refused") { open in
      let (store, head) = try await claimed(open)
      let events =
        Samples.events(ofCommand: 1, stream: 1, firstVersion: 1)
        + Samples.events(ofCommand: 1, stream: 2, firstVersion: 1)
      #expect(
        await store.append(LogBatch(base: head, events: events, recordedAt: Samples.time))
          == .refused(.commandRepeated))
      try await expect(store, holds: [])
    },
    Case(description: "the same command id of another agency is another command") { open in
      let (store, head) = try await claimed(open)
      let one = Samples.events(ofCommand: 1, agencyID: "agency-one", stream: 1, firstVersion: 1)
      let two = Samples.events(ofCommand: 1, agencyID: "agency-two", stream: 2, firstVersion: 1)
      let three = Samples.events(ofCommand: 1, agencyID: "agency-three", stream: 3, firstVersion: 1)
      let first = LogBatch(base: head, events: one + two, recordedAt: Samples.time)
      let second = LogBatch(base: first.head, events: three, recordedAt: Samples.time)
      #expect(await store.append(first) == .durable)
      #expect(await store.append(second) == .durable)
      try await expect(store, holds: [first, second])
      for event in first.stored + second.stored {
        #expect(try await store.events(ofCommand: event.event.command) == [event])
      }
    },
    Case(description: "a version that a stream has already is refused with its whole batch") { open in
      let (store, head) = try await claimed(open)
      let first = LogBatch(
        base: head, events: Samples.events(ofCommand: 1, stream: 1, firstVersion: 1, count: 2),
        recordedAt: Samples.time)
      #expect(await store.append(first) == .durable)
      let events =
        Samples.events(ofCommand: 2, stream: 2, firstVersion: 1)
        + Samples.events(ofCommand: 3, stream: 1, firstVersion: 2)
      #expect(
        await store.append(LogBatch(base: first.head, events: events, recordedAt: Samples.time))
          == .refused(.streamMoved))
      try await expect(store, holds: [first])
      let next = LogBatch(
        base: first.head, events: Samples.events(ofCommand: 3, stream: 1, firstVersion: 3), recordedAt: Samples.time)
      #expect(await store.append(next) == .durable)
      try await expect(store, holds: [first, next])
    },
    Case(description: "a version that stands twice in a batch is refused") { open in
      let (store, head) = try await claimed(open)
      let events =
        Samples.events(ofCommand: 1, stream: 1, firstVersion: 1)
        + Samples.events(ofCommand: 2, stream: 1, firstVersion: 1)
      #expect(
        await store.append(LogBatch(base: head, events: events, recordedAt: Samples.time)) == .refused(.streamMoved))
      try await expect(store, holds: [])
    },
  ]
}
