package import EventLog
package import Identifiers

/// A command that adds events to a stream, unless the stream would grow beyond a limit.
package struct Counting: Sendable {
  package var command: CommandKey
  package var digest: [UInt8]
  package var stream: Identifier128
  /// How many events.
  package var count: Int
  /// The stream never has more events than this.
  package var versionMax: UInt64

  /// A command told apart by `number`, on the stream told apart by `stream`.
  package init(
    _ number: Int, agencyID: String = "agency-one", digest: Int? = nil, stream: Int = 1, count: Int = 1,
    versionMax: UInt64 = .max
  ) {
    command = Samples.command(number, agencyID: agencyID)
    self.digest = Samples.digest(digest ?? number)
    self.stream = Samples.id(stream, kind: 0x5)
    self.count = count
    self.versionMax = versionMax
  }

  /// What was decided: which versions at which positions.
  package struct Draft: Hashable, Sendable {
    package let firstPosition: UInt64
    package let firstVersion: UInt64
  }

  /// Why a command was refused: the stream stood at this version, by the event at this position.
  package struct Refusal: Hashable, Sendable {
    package let version: UInt64
    package let position: UInt64
  }

  /// What a sequencer of counting commands answers.
  package typealias Answer = Outcome<Draft, Refusal>

  /// Decides on the memory.
  package func decide(_ memory: inout CounterMemory, firstPosition: UInt64) -> Proposal<Draft, Refusal> {
    let (version, position) = memory.version(of: stream)
    guard version + UInt64(count) <= versionMax else {
      return .refuse(Refusal(version: version, position: position), restingOn: position)
    }
    let firstVersion = memory.advance(stream, by: count, firstPosition: firstPosition)
    return .record(eventCount: count, draft: Draft(firstPosition: firstPosition, firstVersion: firstVersion))
  }

  /// The events of a draft.
  package func seal(_ draft: Draft) -> [SealedEvent] {
    (0..<count).map { index in
      SealedEvent(
        eventID: Identifier128(high: command.id.low, low: UInt64(index) << 32 | draft.firstPosition), streamID: stream,
        version: draft.firstVersion + UInt64(index), actorID: Samples.id(7, kind: 0xA), command: command,
        commandMark: index == 0 ? CommandMark(eventCount: count, digest: digest) : nil, type: "cairn.v1.Counted",
        parts: [EventPart(clear: Array("part \(index)".utf8))])
    }
  }
}

extension Sequencer where Memory == CounterMemory {
  /// Submits a counting command.
  ///
  /// - Parameter whileSealing: runs between deciding and sealing, outside the sequencer's lock.
  package func submit(_ counting: Counting, whileSealing: @Sendable () -> Void = {}) async -> Counting.Answer {
    await submit([counting], whileSealing: whileSealing)[0]
  }

  /// Submits counting commands together.
  ///
  /// - Parameter whileSealing: runs between deciding and sealing each, outside the sequencer's lock.
  package func submit(_ group: [Counting], whileSealing: @Sendable () -> Void = {}) async -> [Counting.Answer] {
    let candidates = group.map { counting in
      Candidate<CounterMemory, Counting.Draft, Counting.Refusal>(counting.command, digest: counting.digest) {
        counting.decide(&$0, firstPosition: $1)
      }
    }
    return await submit(candidates) { accepted in
      accepted.flatMap { index, draft in
        whileSealing()
        return group[index].seal(draft)
      }
    }
  }
}
