internal import CairnMessages

/// The lines of an import, read and understood ahead of their sending. What was made ready is never lost, whoever stops
/// waiting for it.
actor ImportSource {
  typealias Chunk = [Result<ImportItem, ImportReject>]

  /// Lines that are made ready together.
  static let chunkLines = 256
  /// Parts of a chunk that are understood side by side.
  private static let partLines = 64

  private let lines: LineSource
  private let role: Role
  private var ahead: Task<Chunk, any Error>?

  init(lines: LineSource, role: Role) {
    self.lines = lines
    self.role = role
  }

  /// The next lines; none at the end.
  func next() async throws -> Chunk {
    let ready = ahead ?? read()
    ahead = ready
    let chunk = try await ready.value
    ahead = chunk.isEmpty ? ready : read()
    return chunk
  }

  private func read() -> Task<Chunk, any Error> {
    Task { [lines, role] in
      let chunk = try await lines.next(linesMax: Self.chunkLines)
      return await Self.understand(chunk, role: role)
    }
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
