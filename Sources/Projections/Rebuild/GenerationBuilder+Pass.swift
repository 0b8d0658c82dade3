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

  /// Folds every part to the end of the pass, and ends it.
  func fold(_ pass: Pass, into generation: inout Generation) async throws(RebuildError) {
    progress.beginPass(at: pass.parts.map(\.position), through: pass.through)
    let before = generation
    let result = await withTaskGroup(of: Result<Void, RebuildError>.self) { group in
      for part in pass.parts {
        group.addTask {
          do throws(RebuildError) {
            return .success(try await self.fold(part, through: pass.through, into: before))
          } catch {
            return .failure(error)
          }
        }
      }
      var all: Result<Void, RebuildError> = .success(())
      for await result in group {
        guard case .failure = result, case .success = all else { continue }
        all = result
        group.cancelAll()
      }
      return all
    }
    try result.get()
    do throws(ProjectionError) {
      try await commit([
        GenerationStatements.advance(before, to: pass.through),
        Step(PassStatements.end, [.text(before.name), .int32(before.number)]),
      ])
    } catch {
      throw .failed(error)
    }
    generation.position = pass.through
  }

  private func fold(_ part: Pass.Part, through: UInt64, into generation: Generation) async throws(RebuildError) {
    var position = part.position
    guard position < through else { return }
    var fold = try await pageFold(generation)
    do throws(ProjectionError) {
      let scan = try await scan(
        LogStretch(afterPosition: position, throughPosition: through, part: part.streams))
      while position < through, !Task.isCancelled {
        let events = try await nextPage(scan)
        // Behind the last event of the part there is nothing for it.
        let next = events.last?.position ?? through
        let steps = try await fold.fold(events)
        try await commit(steps + [PassStatements.advance(part.streams, of: generation, from: position, to: next)])
        position = next
        progress.advance(part: part.streams.index, to: next)
      }
    } catch {
      throw .failed(error)
    }
  }
}
