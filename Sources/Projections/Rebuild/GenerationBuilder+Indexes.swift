internal import Libpq

extension GenerationBuilder {
  /// How many indexes are made side by side.
  private static let indexersMax = 2

  /// Makes the indexes by which queries find rows, as far as they are not there.
  ///
  /// Over sessions of their own: they are as long without an answer as it takes.
  func index(_ generation: Generation) async throws(RebuildError) {
    let lacking: [GenerationIndex]
    do throws(PostgresError) {
      lacking = try await generations.lackingIndexes(of: generation)
    } catch {
      throw RebuildError(error)
    }
    let shares = (0..<Self.indexersMax).map { first in
      stride(from: first, to: lacking.count, by: Self.indexersMax).map { lacking[$0] }
    }
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for share in shares where !share.isEmpty {
          group.addTask { try await self.make(share, of: generation) }
        }
        try await group.waitForAll()
      }
    } catch let error as ProjectionError {
      throw .failed(error)
    } catch {
      throw .interrupted
    }
  }

  private func make(_ indexes: [GenerationIndex], of generation: Generation) async throws(ProjectionError) {
    let writer = try await writer()
    for index in indexes { try await writer.commit([.run(GenerationStatements.make(index, of: generation))]) }
  }
}
