internal import AccessLog
internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Identifiers
internal import Libpq

/// Reads who was shown what.
struct AccessQuery: Sendable {
  private let reader: AccessLogReader
  private let sealer: AccessSealer

  /// Pages of the log that are read at a time, and how often for one answer at most: records of others stand in them as well.
  private static let pagesMax = 32
  private static let roundsMax = 64

  init(reader: AccessLogReader, sealer: AccessSealer) {
    self.reader = reader
    self.sealer = sealer
  }

  /// The records that are asked for before a position, the latest first.
  ///
  /// - Returns: at most `limit` of them, fewer if few stand in what one answer may read; and before which position to go on,
  ///   `nil` if there are no more.
  func list(
    _ query: ListAccess, before position: UInt64, limit: Int
  ) async throws(PostgresError) -> (accesses: [RecordedAccess], next: UInt64?) {
    let subjects =
      [query.caseID.map { AccessSealer.Subject.ofCase($0) }, query.personID.map { .person($0) }].compactMap(\.self)
    let filter = AccessLogReader.Filter(tokens: subjects.map(sealer.token), from: query.from, to: query.to)
    var found: [RecordedAccess] = []
    var before = position
    for _ in 0..<Self.roundsMax {
      let stored = try await reader.latest(filter, before: before, pagesMax: Self.pagesMax)
      guard let earliest = stored.last else { return (found, nil) }
      for access in stored {
        guard let record = opened(access), query.wants(record, recordedAt: access.recordedAt) else { continue }
        guard found.count < limit else { return (found, (found.last?.position ?? before)) }
        found.append(
          RecordedAccess(position: access.position, recordedAtUs: access.recordedAt, record: record))
      }
      before = earliest.position
    }
    return (found, before)
  }

  /// Hands over the records from a time on, the latest first, as many as one answer may look through.
  ///
  /// - Returns: how far back it came, in microseconds since 1970-01-01T00:00:00Z.
  func look(through from: Int64, _ body: (AccessRecord) -> Void) async throws(PostgresError) -> Int64 {
    let filter = AccessLogReader.Filter(tokens: [], from: from)
    var before = UInt64(Int64.max)
    var reached = from
    for _ in 0..<Self.roundsMax {
      let stored = try await reader.latest(filter, before: before, pagesMax: Self.pagesMax)
      guard let earliest = stored.last else { return from }
      for access in stored { opened(access).map(body) }
      before = earliest.position
      reached = earliest.recordedAt
    }
    return reached
  }

  /// `nil` if it was not sealed by this hub as the record that it stands for.
  private func opened(_ access: StoredAccess) -> AccessRecord? {
    guard let content = try? sealer.open(access.bytes, id: access.id) else { return nil }
    return try? decode(AccessRecord.self, from: content)
  }
}
