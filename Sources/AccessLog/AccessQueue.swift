internal import DequeModule
internal import Identifiers

/// The records that wait to be written, and those who wait for them. Pure: whoever holds it resumes whom it gives back.
struct AccessQueue: Sendable {
  typealias Waiter = CheckedContinuation<AccessLogError?, Never>

  /// Records that wait at most, besides those on their way.
  static let recordsMax = 16_384
  /// Bytes that wait at most, with the record that exceeds them.
  static let bytesMax = 64 << 20
  /// Records of one page at most.
  static let pageRecordsMax = 512
  /// Bytes of one page, with the record that exceeds them.
  static let pageBytesMax = 1 << 20

  private var records: Deque<SealedAccess> = []
  private var byteCount = 0
  /// Also of records that are on their way: who waits can always be told something else.
  private var waiters: [Identifier128: Waiter] = [:]
  private var hasEnded = false

  /// Adds a record; what its waiter is told at once instead if it cannot be added.
  mutating func add(_ record: SealedAccess, for waiter: Waiter) -> AccessLogError? {
    if hasEnded { return .unavailable(reason: "the server stops") }
    guard records.count < Self.recordsMax, byteCount < Self.bytesMax else { return .full }
    records.append(record)
    byteCount += record.bytes.count
    waiters[record.id] = waiter
    return nil
  }

  /// Takes out who waits for a record; `nil` if nobody does any more. The record is written all the same.
  mutating func removeWaiter(for id: Identifier128) -> Waiter? {
    waiters.removeValue(forKey: id)
  }

  /// The records of the next page; empty if none wait.
  mutating func takePage() -> [SealedAccess] {
    var bytes = 0
    var count = 0
    while count < min(records.count, Self.pageRecordsMax), bytes < Self.pageBytesMax {
      bytes += records[count].bytes.count
      count += 1
    }
    byteCount -= bytes
    defer { records.removeFirst(count) }
    return Array(records.prefix(count))
  }

  /// Takes no more; returns those who still wait.
  mutating func end() -> [Waiter] {
    hasEnded = true
    records.removeAll()
    defer { waiters.removeAll() }
    return Array(waiters.values)
  }
}
