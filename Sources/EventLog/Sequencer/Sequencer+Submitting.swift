internal import Identifiers
internal import Synchronization

extension Sequencer {
  /// Decides commands in their order, and records those that are accepted; returns once all outcomes rest on nothing but
  /// the disk. Commands that are submitted together leave in one batch.
  ///
  /// - Parameter seal: makes of the drafts of those that were accepted, each with the index of its candidate, the events as
  ///   they will be stored, in the same order; runs outside the sequencer's lock.
  /// - Returns: one outcome for each candidate.
  package func submit<Draft, Refusal>(
    _ candidates: [Candidate<Memory, Draft, Refusal>],
    seal: @Sendable (_ accepted: [(index: Int, draft: Draft)]) -> [SealedEvent]
  ) async -> [Outcome<Draft, Refusal>] {
    var outcomes = [Outcome<Draft, Refusal>?](repeating: nil, count: candidates.count)
    for attempt in 0..<limits.decisionsMax {
      var open = outcomes.indices.filter { outcomes[$0] == nil }
      let count = open.count
      let mustLookUp = guarded.withLock { $0.state.takeLookUps(count) }
      if attempt > 0 || mustLookUp {
        let earlier: [Outcome<Draft, Refusal>?] = await lookUp(open.map { candidates[$0] })
        for (index, outcome) in zip(open, earlier) { outcomes[index] = outcome }
        open.removeAll { outcomes[$0] != nil }
      }
      guard !open.isEmpty else { break }
      let decided = await decideOnce(open.map { candidates[$0] }) { [open] accepted in
        seal(accepted.map { (open[$0.index], $0.draft) })
      }
      for (index, outcome) in zip(open, decided) { outcomes[index] = outcome }
    }
    return outcomes.map {
      $0 ?? .unavailable(reason: "the batches that held the command failed \(limits.decisionsMax) times")
    }
  }

  /// The outcomes; `nil` for what was decided and has become void.
  private func decideOnce<Draft, Refusal>(
    _ candidates: [Candidate<Memory, Draft, Refusal>],
    seal: @Sendable (_ accepted: [(index: Int, draft: Draft)]) -> [SealedEvent]
  ) async -> [Outcome<Draft, Refusal>?] {
    let group = guarded.withLock { $0.state.propose(candidates) }
    let result: WaitResult
    if let ticket = group.ticket {
      var accepted: [(index: Int, draft: Draft)] = []
      for (index, proposed) in group.proposed.enumerated() {
        if case .queued(_, let draft) = proposed { accepted.append((index, draft)) }
      }
      result = await wait(for: ticket, sealedAs: seal(accepted))
    } else if let position = group.restingOn {
      result = await wait(until: position, generation: group.generation)
    } else {
      // Nothing was decided that anybody would have to wait for.
      result = .durableAlready
    }
    var outcomes = group.proposed.map { Self.outcome(of: $0, when: result) }
    // A command that stands in the log may be refused just because of what it did: it gets its first answer again.
    let refused = outcomes.indices.filter { if case .refused = outcomes[$0] { true } else { false } }
    if !refused.isEmpty {
      let earlier: [Outcome<Draft, Refusal>?] = await lookUp(refused.map { candidates[$0] })
      for (index, outcome) in zip(refused, earlier) { outcomes[index] = outcome ?? outcomes[index] }
    }
    return outcomes
  }

  /// What a proposal came to, once those who waited were told `result`.
  private static func outcome<Draft, Refusal>(
    of proposed: SequencerState<Memory>.Proposed<Draft, Refusal>, when result: WaitResult
  ) -> Outcome<Draft, Refusal>? {
    switch proposed {
    case .notReady: return .notReady
    case .overloaded: return .overloaded
    case .steppedDown(let reason): return .unavailable(reason: reason)
    case .queued, .joined, .idTaken, .refused: break
    }
    switch (result, proposed) {
    case (.decideAgain, _): return nil
    case (.unavailable(let reason), _): return .unavailable(reason: reason)
    case (.abandoned, _): return .unavailable(reason: "the caller did not wait")
    case (.durable(let batch), .queued(let ticket, let draft)): return .recorded(batch.record(of: ticket), draft)
    case (_, .idTaken): return .idTaken
    case (_, .refused(let refusal, _, _)): return .refused(refusal)
    // Of one that has joined another, the events are in the log now: the next round looks them up.
    case (_, _): return nil
    }
  }

  /// What to say of commands that stand in the log already; `nil` for those that do not.
  private func lookUp<Draft, Refusal>(
    _ candidates: [Candidate<Memory, Draft, Refusal>]
  ) async -> [Outcome<Draft, Refusal>?] {
    do throws(LogStoreError) {
      let events = try await store.events(ofCommands: candidates.map(\.command))
      return candidates.map { candidate in
        guard let earlier = events[candidate.command], let first = earlier.first else { return nil }
        return first.event.commandMark?.digest == candidate.digest ? .repeated(earlier) : .idTaken
      }
    } catch {
      return candidates.map { _ in .unavailable(reason: "the log cannot be read") }
    }
  }
}

extension SequencerState {
  /// Commands that were decided together.
  struct ProposedGroup<Draft: Sendable, Refusal: Sendable> {
    /// One for each candidate.
    let proposed: [Proposed<Draft, Refusal>]
    /// Of the last that was accepted; `nil` if none was.
    let ticket: Ticket?
    /// The highest position that anything here rests on; `nil` if there is none.
    let restingOn: UInt64?
    let generation: UInt64
  }

  /// Decides commands in their order; those that are accepted share a slot.
  mutating func propose<Draft, Refusal>(
    _ candidates: [Candidate<Memory, Draft, Refusal>]
  ) -> ProposedGroup<Draft, Refusal> {
    var ticket: Ticket?
    var restingOn: UInt64?
    let proposed = candidates.map { candidate in
      let proposed = propose(candidate.command, digest: candidate.digest, besides: ticket, decide: candidate.decide)
      switch proposed {
      case .queued(let own, _): ticket = own
      case .joined(let position, _), .idTaken(let position, _), .refused(_, let position, _):
        restingOn = max(restingOn ?? 0, position)
      case .notReady, .overloaded, .steppedDown: break
      }
      return proposed
    }
    return ProposedGroup(proposed: proposed, ticket: ticket, restingOn: restingOn, generation: generation)
  }
}

extension LogBatch {
  fileprivate func record<Memory>(of ticket: SequencerState<Memory>.Ticket) -> CommandRecord {
    let first = Int(ticket.firstPosition - base.position - 1)
    return CommandRecord(
      firstPosition: ticket.firstPosition, recordedAt: recordedAt,
      leaves: Array(leaves[first...(first + Int(ticket.lastPosition - ticket.firstPosition))]))
  }
}
