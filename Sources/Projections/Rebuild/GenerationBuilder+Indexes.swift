internal import Libpq

extension GenerationBuilder {
  /// Makes the indexes by which queries find rows, if they lack; those of either method side by side.
  ///
  /// Over sessions of their own: it is as long without an answer as it takes.
  func index(_ generation: Generation) async throws(RebuildError) {
    async let inverted = indexed(generation, by: "gin")
    let ordered = await indexed(generation, by: "btree")
    do throws(ProjectionError) {
      try await inverted.get()
      try ordered.get()
    } catch {
      throw .failed(error)
    }
  }

  private func indexed(_ generation: Generation, by method: String) async -> Result<Void, ProjectionError> {
    do throws(ProjectionError) {
      return .success(try await writer().commit([.run(GenerationStatements.index(generation, by: method))]))
    } catch {
      return .failure(error)
    }
  }
}
