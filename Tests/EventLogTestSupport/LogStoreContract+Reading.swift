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
    Case(description: "in bulk: the stretch that was asked for, in order, page by page") { open in
      let (store, head) = try await claimed(open)
      let stored = try await fill(store, on: head)
      for after in 0...stored.count {
        for through in after...stored.count {
          for eventsMax in [1, 5, 100] {
            let stretch = LogStretch(afterPosition: UInt64(after), throughPosition: UInt64(through))
            #expect(try await pages(store, stretch, eventsMax: eventsMax) == Array(stored[after..<through]))
          }
        }
      }
    },
    Case(description: "in bulk: only the types that were asked for") { open in
      let (store, head) = try await claimed(open)
      let stored = try await fill(store, on: head)
      var stretch = LogStretch(afterPosition: 0, throughPosition: UInt64(stored.count))
      stretch.exceptTypes = ["cairn.v1.Other"]
      #expect(try await pages(store, stretch, eventsMax: 100) == stored)
      stretch.exceptTypes = ["cairn.v1.Sample", "cairn.v1.Other"]
      #expect(try await pages(store, stretch, eventsMax: 100) == [])
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

  /// A whole stretch, page by page.
  private static func pages(
    _ store: any LogStore, _ stretch: LogStretch, eventsMax: Int
  ) async throws -> [StoredEvent] {
    let scan = try await store.scan(stretch)
    var events: [StoredEvent] = []
    while true {
      let page = try await scan.nextPage(eventsMax: eventsMax)
      guard !page.isEmpty else { return events }
      #expect(page.count <= eventsMax)
      events += page
    }
  }

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
