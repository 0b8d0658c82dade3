internal import AsyncAlgorithms
internal import CairnMessages

/// The lines of an import, read and understood ahead of their sending. What was made ready is never lost, whoever stops
/// waiting for it.
final class ImportSource: Sendable {
  typealias Chunk = [Result<ImportItem, ImportReject>]

  /// Lines that are made ready together.
  static let chunkLines = 256
  /// Parts of a chunk that are understood side by side.
  private static let partLines = 64

  private let chunks = AsyncChannel<Result<Chunk, any Error>>()
  private let reading: Task<Void, Never>

  init(lines: LineSource, role: Role) {
    reading = Task { [chunks] in
      do {
        while case let next = try await lines.next(linesMax: Self.chunkLines), !next.isEmpty {
          await chunks.send(.success(await Self.understand(next, role: role)))
        }
      } catch {
        await chunks.send(.failure(error))
      }
      chunks.finish()
    }
  }

  deinit { reading.cancel() }

  /// The next lines; none at the end.
  ///
  /// - Throws: why they cannot be read, or `CancellationError`.
  func next() async throws -> Chunk {
    for await chunk in chunks { return try chunk.get() }
    try Task.checkCancellation()
    return []
  }

  private static func understand(_ lines: [LineSource.Line], role: Role) async -> Chunk {
    await withTaskGroup(of: (Int, Chunk).self) { group in
      for start in stride(from: 0, to: lines.count, by: partLines) {
        let part = lines[start..<min(start + partLines, lines.count)]
        group.addTask {
          (
            start,
            part.map { line in
              Result { () throws(ImportReject) in try ImportItem(line, role: role) }
            }
          )
        }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }
}
