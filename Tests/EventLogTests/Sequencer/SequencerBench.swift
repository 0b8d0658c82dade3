@testable internal import EventLog
internal import EventLogTestSupport
internal import Synchronization
internal import Testing

/// A running sequencer over a scripted store, and eyes for what goes on inside.
final class SequencerBench: Sendable {
  let store: ScriptedLogStore
  let sequencer: Sequencer<CounterMemory>
  /// Every batch that was published, in order.
  let published: Shared<[LogBatch]>
  private let hooks: Shared<Hooks>

  private struct Hooks {
    var making: @Sendable () -> Void = {}
    var publishing: @Sendable () -> Void = {}
  }

  private init(
    store: ScriptedLogStore, sequencer: Sequencer<CounterMemory>, published: Shared<[LogBatch]>, hooks: Shared<Hooks>
  ) {
    self.store = store
    self.sequencer = sequencer
    self.published = published
    self.hooks = hooks
  }

  /// Runs `body` beside the sequencer, and stops the sequencer afterwards.
  ///
  /// - Parameters:
  ///   - inLog: commands that are in the log from an earlier life of the server.
  ///   - untilItEnds: waits until the sequencer ends by itself instead of stopping it.
  ///   - body: returns once all that it started has answered.
  /// - Returns: what `run()` threw.
  @discardableResult
  static func run(
    inLog earlier: [Counting] = [], limits: SequencerLimits = SequencerLimits(), untilItEnds: Bool = false,
    _ body: (SequencerBench) async throws -> Void
  ) async throws -> LogStoreError? {
    let bench = try await make(inLog: earlier, limits: limits)
    let running = Task { () -> LogStoreError? in
      do throws(LogStoreError) {
        try await bench.sequencer.run()
        return nil
      } catch {
        return error
      }
    }
    defer { running.cancel() }
    try await body(bench)
    if !untilItEnds { running.cancel() }
    return await running.value
  }

  private static func make(inLog earlier: [Counting], limits: SequencerLimits) async throws -> SequencerBench {
    let store = ScriptedLogStore()
    var memory = CounterMemory()
    var head = try await store.disk.claim(.force, by: Samples.claimant)
    for counting in earlier {
      guard case .record(_, let draft) = counting.decide(&memory, firstPosition: head.position + 1) else { continue }
      let batch = LogBatch(base: head, events: counting.seal(draft), recordedAt: Samples.time)
      #expect(await store.disk.append(batch) == .durable)
      head = batch.head
    }
    memory.settle(through: head.position)
    let published = Shared<[LogBatch]>([])
    let hooks = Shared(Hooks())
    let sequencer = Sequencer(
      store: store, claimant: Samples.claimant, head: head, memory: memory, limits: limits
    ) {
      hooks.value.making()
      return Samples.time
    } publish: { batch in
      hooks.value.publishing()
      published.change { $0.append(batch) }
    }
    return SequencerBench(store: store, sequencer: sequencer, published: published, hooks: hooks)
  }

  /// Runs whenever the writer is about to make a batch: its events have left the queue and are not sent yet.
  func whileABatchIsMade(_ body: @escaping @Sendable () -> Void) {
    hooks.change { $0.making = body }
  }

  /// Runs whenever a batch is about to be published.
  func whileABatchIsPublished(_ body: @escaping @Sendable () -> Void) {
    hooks.change { $0.publishing = body }
  }

  /// Starts submitting.
  func submit(_ counting: Counting, whileSealing: @escaping @Sendable () -> Void = {}) -> Submission {
    Submission(to: sequencer, counting: counting, whileSealing: whileSealing)
  }

  /// Starts submitting, and returns once the command waits or has answered; nothing else may end meanwhile.
  func submitted(_ counting: Counting) async -> Submission {
    let before = waiting
    let submission = submit(counting)
    await until { self.waiting > before || submission.hasAnswered }
    return submission
  }

  /// How many callers wait until something is on disk.
  var waiting: Int { sequencer.guarded.withLock { $0.state.waiters.count } }

  /// Lets others run until `condition` holds; the suite's time limit ends a wait in vain.
  func until(_ condition: () -> Bool) async {
    while !condition(), !Task.isCancelled { await Task.yield() }
  }

  /// Waits for an append to be held, and lets it end.
  func release(_ fate: ScriptedLogStore.Fate) async {
    await until { store.heldCount > 0 }
    store.release(fate)
  }

  /// Lets every append end well, now and later, until all have answered.
  func releaseAll(until submissions: [Submission]) async {
    await until {
      store.release(.asOnDisk)
      return submissions.allSatisfy(\.hasAnswered)
    }
  }

  /// Asserts that the log on disk holds exactly what was published, and that these commands stand in it once each.
  func expectLog(
    of commands: [Counting], published expected: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let events = try await store.disk.events(afterPosition: 0, limit: 100_000)
    let marked = events.filter { $0.event.commandMark != nil }.map(\.event.command)
    #expect(marked.count == commands.count, sourceLocation: sourceLocation)
    #expect(Set(marked) == Set(commands.map(\.command)), sourceLocation: sourceLocation)
    #expect(events.map(\.position) == (0..<events.count).map { UInt64($0) + 1 }, sourceLocation: sourceLocation)
    for (_, ofStream) in Dictionary(grouping: events, by: \.event.streamID) {
      #expect(
        ofStream.map(\.event.version) == (0..<ofStream.count).map { UInt64($0) + 1 }, sourceLocation: sourceLocation)
    }
    if expected { #expect(published.value.flatMap(\.stored) == events, sourceLocation: sourceLocation) }
  }
}

/// A command on its way.
final class Submission: Sendable {
  private let task: Task<Counting.Answer, Never>
  private let answered = Shared(false)

  init(
    to sequencer: Sequencer<CounterMemory>, counting: Counting, whileSealing: @escaping @Sendable () -> Void
  ) {
    let answered = answered
    task = Task {
      let answer = await sequencer.submit(counting, whileSealing: whileSealing)
      answered.change { $0 = true }
      return answer
    }
  }

  var hasAnswered: Bool { answered.value }

  var answer: Counting.Answer {
    get async { await task.value }
  }

  func cancel() {
    task.cancel()
  }
}
