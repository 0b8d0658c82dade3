package import EventLog

extension LogStore {
  /// Appends a batch and waits for what became of it.
  package func append(_ batch: LogBatch) async -> AppendOutcome {
    await withCheckedContinuation { continuation in
      append(batch) { continuation.resume(returning: $0) }
    }
  }

  /// Appends batches without waiting between them; the outcomes in the order in which they came, each with the index of
  /// its batch.
  package func appendAll(_ batches: [LogBatch]) async -> [(index: Int, outcome: AppendOutcome)] {
    let (outcomes, source) = AsyncStream<(index: Int, outcome: AppendOutcome)>.makeStream()
    for (index, batch) in batches.enumerated() {
      append(batch) { source.yield((index, $0)) }
    }
    var heard: [(index: Int, outcome: AppendOutcome)] = []
    for await outcome in outcomes {
      heard.append(outcome)
      if heard.count == batches.count { break }
    }
    return heard
  }
}
