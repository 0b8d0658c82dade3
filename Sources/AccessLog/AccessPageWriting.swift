internal import EventLog
internal import Identifiers
internal import Libpq

/// A session that pages are written over, and where the log of access stands as far as it knows.
struct AccessPageWriting: Sendable {
  private let session: Session
  private let head: AccessHead
  /// The page whose writing was tried before this session was opened, if it is on disk.
  private let writtenBefore: Identifier128?

  /// Connects, and finds out what became of a page that was sent over a session that is lost.
  init(_ configuration: SessionConfiguration, retrying pageID: Identifier128) async throws(PostgresError) {
    let session = try await Session.connect(configuration)
    do throws(PostgresError) {
      let found = try await session.transact([AccessStatements.isWritten(pageID), AccessStatements.head()])
      writtenBefore = try found.value(at: 0, as: Bool.self) ? pageID : nil
      head = try found.value(at: 1)
    } catch {
      session.beginClosing(withinMilliseconds: 0)
      throw error
    }
    self.session = session
  }

  private init(_ other: Self, at head: AccessHead) {
    session = other.session
    self.head = head
    writtenBefore = nil
  }

  /// Writes a page behind whatever is there.
  ///
  /// - Returns: how to go on behind it.
  func written(
    _ pageID: Identifier128, _ records: [SealedAccess], now: () -> Int64
  ) async throws(PostgresError) -> Self {
    if writtenBefore == pageID { return self }
    var base = head
    while true {
      let page = AccessPage(id: pageID, records, behind: base, now: now())
      do throws(PostgresError) {
        _ = try await session.transact([AccessStatements.append(page)])
        return Self(self, at: page.head)
      } catch {
        guard error.server?.sqlState == .headMoved else { throw error }
        base = try await session.transact([AccessStatements.head()]).value(at: 0)
      }
    }
  }

  func close() { session.beginClosing() }
}

extension SQLState {
  /// Raised by our own `append_access_page`.
  fileprivate static let headMoved = SQLState(rawValue: "CN001")
}
