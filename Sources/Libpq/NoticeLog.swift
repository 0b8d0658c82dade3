internal import CLibpq

/// Where libpq's notice receiver leaves what the server said besides its answers.
///
/// It belongs to one connection and is touched only on the thread that drives it.
final class NoticeLog {
  /// Whether a warning or worse came since this was last reset.
  var hasWarning = false
  /// The error with which the server ended the session, if it said so while no statement was under way.
  private(set) var farewell: ServerError?

  /// - Parameter result: Lent by libpq for the length of the call.
  func record(borrowed result: OpaquePointer) {
    func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
    guard let severity = field(cairn_diag_severity_nonlocalized) else { return }
    switch severity {
    case "DEBUG", "LOG", "INFO", "NOTICE": return
    case "ERROR", "FATAL", "PANIC":
      farewell = ServerError(
        severity: severity, sqlState: SQLState(rawValue: field(cairn_diag_sqlstate) ?? "XX000"),
        primaryMessage: field(cairn_diag_message_primary))
    default: break
    }
    hasWarning = true
  }
}
