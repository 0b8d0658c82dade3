internal import EventLog
package import Identifiers

/// The smallest memory that can go wrong: a version per stream, and what would have to be forgotten.
package struct CounterMemory: SpeculativeMemory {
  private struct Mark {
    var version: UInt64
    var position: UInt64
  }

  private struct Step {
    let stream: Identifier128
    let mark: Mark
  }

  private var settled: [Identifier128: Mark] = [:]
  private var speculative: [Step] = []

  /// A memory of an empty log.
  package init() {}

  /// The version of a stream, and the position that it rests on; zeros if it has no events.
  package func version(of stream: Identifier128) -> (version: UInt64, position: UInt64) {
    let mark = speculative.last { $0.stream == stream }?.mark ?? settled[stream]
    return (mark?.version ?? 0, mark?.position ?? 0)
  }

  /// Adds `count` events to a stream, the first of them at `firstPosition`; returns the version of the first.
  package mutating func advance(
    _ stream: Identifier128, by count: Int, firstPosition: UInt64
  ) -> UInt64 {
    let version = version(of: stream).version
    let mark = Mark(version: version + UInt64(count), position: firstPosition + UInt64(count) - 1)
    speculative.append(Step(stream: stream, mark: mark))
    return version + 1
  }

  package mutating func settle(through position: UInt64) {
    let settling = speculative.prefix { $0.mark.position <= position }
    for step in settling { settled[step.stream] = step.mark }
    speculative.removeFirst(settling.count)
  }

  package mutating func forget(after position: UInt64) {
    speculative.removeAll { $0.mark.position > position }
  }
}
