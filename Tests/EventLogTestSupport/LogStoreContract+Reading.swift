internal import EventLog
internal import Testing

extension LogStoreContract {
  static let reading = [
    Case(description: "by position: from behind a position, in order, no more than asked for") { open in
      let (store, head) = try await claimed(open)
      let stored = try await fill(store, on: head)
      for after in 0...stored.count {
        for limit in [1, 3, 100] {
          #expect(
            try await store.events(afterPosition: UInt64(after), limit: limit)
              == Array(stored.dropFirst(after).prefix(limit)))
        }
      }
      #expect(try await store.events(afterPosition: 1_000, limit: 5) == [])
    },
    Case(description: "by stream: from behind a version, in order, no more than asked for") { open in
      let (store, head) = try await claimed(open)
      let stored = try await fill(store, on: head)
      for stream in 0...3 {
        let id = Samples.id(stream, kind: 0x5)
        let ofStream = stored.filter { $0.event.streamID == id }
        for version in 0...UInt64(ofStream.count) {
          for limit in [1, 2, 100] {
            #expect(
              try await store.events(ofStream: id, afterVersion: version, limit: limit)
                == Array(ofStream.dropFirst(Int(version)).prefix(limit)))
          }
        }
      }
    },
    Case(description: "by command: all its events, and none of another's") { open in
      let (store, head) = try await claimed(open)
      let stored = try await fill(store, on: head)
      for number in 0...6 {
        let command = Samples.command(number)
        #expect(try await store.events(ofCommand: command) == stored.filter { $0.event.command == command })
        #expect(try await store.events(ofCommand: Samples.command(number, agencyID: "agency-two")) == [])
      }
    },
  ]

  /// Six commands of one to three events over three streams, in two batches.
  private static func fill(_ store: any LogStore, on head: LogHead) async throws -> [StoredEvent] {
    var versions = [0, 0, 0]
    var events: [SealedEvent] = []
    for number in 0..<6 {
      let stream = number % 3
      let count = 1 + number / 2
      events += Samples.events(
        ofCommand: number, stream: stream, firstVersion: UInt64(versions[stream] + 1), count: count)
      versions[stream] += count
    }
    let first = LogBatch(base: head, events: Array(events.prefix(6)), recordedAt: Samples.time)
    let second = LogBatch(base: first.head, events: Array(events.dropFirst(6)), recordedAt: Samples.time + 1)
    #expect(await store.append(first) == .durable)
    #expect(await store.append(second) == .durable)
    return first.stored + second.stored
  }
}
