internal import Synchronization

extension Sequencer {
  /// Writes until the task is cancelled or another server has taken over.
  ///
  /// - Throws: `.fenced` once this server has stepped down.
  package func run() async throws(LogStoreError) {
    while !Task.isCancelled {
      switch await nextWork() {
      case .send(let events, let base): send(LogBatch(base: base, events: events, recordedAt: now()))
      case .recover: await recover()
      case .stop: if !Task.isCancelled { throw .fenced }
      }
    }
  }

  /// Steps down for good: no outcome leaves any more, and nothing is sent.
  package func stepDown(reason: String) {
    wake(guarded.withLock { $0.state.stepDown(reason: reason) })
    wakeWriter()
  }

  /// Confirms that the log is still ours; to be called about once a second, so that a server that was taken over learns
  /// of it also when it has nothing to write.
  package func renew() async {
    let epoch = durableHead.epoch
    do throws(LogStoreError) {
      try await store.renew(by: claimant)
    } catch {
      let wakes = guarded.withLock { guarded -> SequencerState<Memory>.Wakes in
        // While it was asked, this server itself may have begun to claim the log again.
        guard guarded.state.holds(epoch) else { return [] }
        guard case .fenced = error else {
          guarded.state.connectionLost()
          return []
        }
        return guarded.state.stepDown(reason: "another server has taken over this log")
      }
      wake(wakes)
      wakeWriter()
    }
  }

  private func nextWork() async -> SequencerState<Memory>.Work {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let work = guarded.withLock { guarded -> SequencerState<Memory>.Work? in
          if let work = guarded.state.takeWork() { return work }
          if Task.isCancelled { return .stop(reason: "the server stops") }
          guarded.writer = continuation
          return nil
        }
        if let work { continuation.resume(returning: work) }
      }
    } onCancel: {
      let writer = guarded.withLock { guarded in
        defer { guarded.writer = nil }
        return guarded.writer
      }
      writer?.resume(returning: .stop(reason: "the server stops"))
    }
  }

  /// Gives the writer its next work if it waits for some.
  func wakeWriter() {
    let awake = guarded.withLock {
      guarded -> (CheckedContinuation<SequencerState<Memory>.Work, Never>, SequencerState<Memory>.Work)? in
      guard let writer = guarded.writer, let work = guarded.state.takeWork() else { return nil }
      guarded.writer = nil
      return (writer, work)
    }
    if let (writer, work) = awake { writer.resume(returning: work) }
  }

  private func send(_ batch: LogBatch) {
    guard guarded.withLock({ $0.state.sending(batch) }) else { return }
    let sentAt = ContinuousClock.now
    store.append(batch) { [self] outcome in
      if case .durable = outcome { measure((ContinuousClock.now - sentAt).nanoseconds) }
      let wakes = guarded.withLock { guarded -> SequencerState<Memory>.Wakes in
        let (durable, wakes) = guarded.state.ended(outcome)
        if let durable { publish(durable) }
        return wakes
      }
      wake(wakes)
      wakeWriter()
    }
  }

  private func recover() async {
    do throws(LogStoreError) {
      let head = try await store.claim(.resume, by: claimant)
      let wakes = guarded.withLock { guarded -> SequencerState<Memory>.Wakes in
        let (durable, wakes) = guarded.state.recovered(at: head)
        for batch in durable { publish(batch) }
        return wakes
      }
      wake(wakes)
    } catch {
      switch error {
      case .fenced: stepDown(reason: "another server has taken over this log")
      case .corrupt(let reason): stepDown(reason: reason)
      // The store waits between its attempts; the calls that wait end by their own deadlines.
      case .unavailable: return
      }
    }
  }

  private func wake(_ wakes: SequencerState<Memory>.Wakes) {
    for (waiter, result) in wakes { waiter.continuation.resume(returning: result) }
  }
}

extension Duration {
  /// Whole nanoseconds; of a duration of up to 292 years.
  fileprivate var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
