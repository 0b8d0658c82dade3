package import EventLog
package import Identifiers

/// Events to try logs with; nothing in them means anything.
package enum Samples {
  /// An identifier that is told apart by `number` alone.
  package static func id(_ number: Int, kind: UInt64 = 0) -> Identifier128 {
    Identifier128(high: 0x0190_0000_0000_7000 | kind << 32, low: 0x8000_0000_0000_0000 | UInt64(number))
  }

  /// A server, as it claims a log.
  package static let claimant = id(1, kind: 0xB)
  /// Another server, or another life of the same.
  package static let otherClaimant = id(2, kind: 0xB)

  /// A command of an agency.
  package static func command(_ number: Int, agencyID: String = "agency-one") -> CommandKey {
    CommandKey(agencyID: agencyID, id: id(number, kind: 0xC))
  }

  /// A digest of 32 bytes, told apart by `number` alone.
  package static func digest(_ number: Int) -> [UInt8] {
    [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32)
  }

  /// The events of one command on one stream, the first of them marked.
  ///
  /// - Parameters:
  ///   - number: tells this command's events apart from those of every other one.
  ///   - firstVersion: of the first event; the others follow.
  package static func events(
    ofCommand number: Int, agencyID: String = "agency-one", stream: Int, firstVersion: UInt64, count: Int = 1,
    digest: [UInt8]? = nil
  ) -> [SealedEvent] {
    (0..<count).map { index in
      SealedEvent(
        eventID: id(number * 1_000 + index, kind: 0xE), streamID: id(stream, kind: 0x5),
        version: firstVersion + UInt64(index), actorID: id(7, kind: 0xA),
        command: command(number, agencyID: agencyID),
        commandMark: index == 0 ? CommandMark(eventCount: count, digest: digest ?? Self.digest(number)) : nil,
        type: "cairn.v1.Sample", parts: [EventPart(clear: [UInt8(truncatingIfNeeded: number)])])
    }
  }

  /// A time to record at, in microseconds since 1970-01-01T00:00:00Z.
  package static let time: Int64 = 1_700_000_000_000_000
}
