internal import AsyncAlgorithms
internal import EventLog
internal import Libpq

/// A stretch of the log that is folded in parts side by side.
struct Pass: Sendable {
  struct Part: Sendable {
    let streams: StreamPart
    var position: UInt64
  }

  var parts: [Part]
  let through: UInt64
}

extension GenerationBuilder {
  /// The pass that was under way when the last builder ended, if there was one.
  func resumedPass(_ generation: Generation) async throws(RebuildError) -> Pass? {
    do throws(PostgresError) {
      let rows = try await sessions.query(
        PassStatements.parts, [.text(generation.name), .int32(generation.number)], idempotent: true
      ) { result throws(PostgresError) in
        var rows: [(part: Pass.Part, through: UInt64)] = []
        for row in 0..<result.rowCount {
          let part = Pass.Part(
            streams: StreamPart(index: Int(try result.int16(row, 0))), position: UInt64(try result.int64(row, 1)))
          rows.append((part, UInt64(try result.int64(row, 2))))
        }
        return rows
      }
      guard let through = rows.first?.through else { return nil }
      return Pass(parts: rows.map(\.part), through: through)
    } catch {
      throw RebuildError(error)
    }
  }

  func beginPass(_ generation: Generation, through position: UInt64) async throws(RebuildError) -> Pass {
    do throws(PostgresError) {
      _ = try await sessions.transact([
        Step(
          PassStatements.begin,
          [
            .text(generation.name), .int32(generation.number), .int64(Int64(generation.position)),
            .int64(Int64(position)), .int32(Int32(StreamPart.count)),
          ])
      ])
    } catch {
      throw RebuildError(error)
    }
    let parts = StreamPart.all.map { Pass.Part(streams: $0, position: generation.position) }
    return Pass(parts: parts, through: position)
  }

  /// Folds every part to the end of the pass, and ends it. The log is read once; each part gets what is its own.
  func fold(_ pass: Pass, into generation: inout Generation) async throws(RebuildError) {
    progress.beginPass(at: pass.parts.map(\.position), through: pass.through)
    let before = generation
    let portions = pass.parts.map { _ in AsyncChannel<Portion>() }
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await self.read(pass, into: portions) }
        for (part, portions) in zip(pass.parts, portions) {
          group.addTask { try await self.fold(part, portions: portions, into: before) }
        }
        // The first error ends them all: each waits for others, who would wait for the one that failed.
        while try await group.next() != nil {}
      }
    } catch let error as RebuildError {
      throw error
    } catch {
      throw .interrupted
    }
    do throws(ProjectionError) {
      try await writer().commit([
        .run(GenerationStatements.advance(before, to: pass.through)),
        .run(Step(PassStatements.end, [.text(before.name), .int32(before.number)])),
      ])
    } catch {
      throw .failed(error)
    }
    generation.position = pass.through
  }

  /// What a part gets of a page of the log.
  private struct Portion: Sendable {
    let events: [StoredEvent]
    /// Up to here the part has got all that is its own.
    let through: UInt64
  }

  /// Hands out page after page; who folds a part holds the reading back.
  private func read(_ pass: Pass, into portions: [AsyncChannel<Portion>]) async throws {
    defer { for portion in portions { portion.finish() } }
    do throws(ProjectionError) {
      var position = pass.parts.map(\.position).min() ?? pass.through
      let scan = try await scan(LogStretch(afterPosition: position, throughPosition: pass.through))
      while position < pass.through {
        let page = try await nextPage(scan, eventsMax: Self.pageEventsMax * StreamPart.count)
        // Behind the last event of the scan there is nothing for anybody.
        position = page.last?.position ?? pass.through
        var byPart = [[StoredEvent]](repeating: [], count: StreamPart.count)
        for event in page { byPart[StreamPart(of: event.event.streamID).index].append(event) }
        for (part, portions) in zip(pass.parts, portions) {
          await portions.send(Portion(events: byPart[part.streams.index], through: position))
        }
        // Nobody takes what is sent by somebody who was cancelled.
        if Task.isCancelled { return }
      }
    } catch {
      throw RebuildError.failed(error)
    }
  }

  private func fold(
    _ part: Pass.Part, portions: AsyncChannel<Portion>, into generation: Generation
  ) async throws {
    var position = part.position
    var fold = try await pageFold(generation)
    let writer: Writer
    do throws(ProjectionError) { writer = try await self.writer() } catch { throw RebuildError.failed(error) }
    // One portion is ready while another is folded.
    for await portion in portions.buffer(policy: .bounded(1)) where portion.through > position {
      do throws(ProjectionError) {
        let steps = try await fold.fold(portion.events.filter { $0.position > position })
        try await writer.commit(
          steps + [.run(PassStatements.advance(part.streams, of: generation, from: position, to: portion.through))])
      } catch {
        throw RebuildError.failed(error)
      }
      position = portion.through
      progress.advance(part: part.streams.index, to: position)
    }
    try Task.checkCancellation()
  }
}
