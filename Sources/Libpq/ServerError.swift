/// An error that PostgreSQL answered: which condition, where in the schema, never with which values.
///
/// PostgreSQL puts row values into the DETAIL and, for some conditions, into the message itself. Neither is kept, save
/// where the condition's class shows that no value can be in it (`message`) or where our own SQL raised it (`detail`).
package struct ServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// `ERROR`, `FATAL` or `PANIC`, never localised.
  package let severity: String
  /// The condition.
  package let sqlState: SQLState
  /// PostgreSQL's primary message, for the classes that speak of SQL and of the server only; otherwise `nil`.
  package let message: String?
  /// What our own SQL put into DETAIL, only for the classes named in `SessionConfiguration.ownErrorClasses`. It is for
  /// programs and never part of `description`.
  package let detail: String?
  /// The schema of the table concerned, if any.
  package let schemaName: String?
  /// The table concerned, if any.
  package let tableName: String?
  /// The constraint that refused, if any.
  package let constraintName: String?
  /// Where in the SQL text the fault is, in characters from 1, if PostgreSQL said so.
  package let position: Int?
  /// The prepared statement that failed, if it was one.
  package internal(set) var statementName: String?

  /// Classes whose primary message quotes SQL, names or the server's state, and never a value of a row or a parameter.
  private static let classesWithoutValues: Set<String> = [
    "08", "0A", "25", "26", "28", "3D", "3F", "40", "42", "53", "55", "57", "58",
  ]

  /// - Parameter primaryMessage: Kept only if the condition's class shows that no value can be in it.
  package init(
    severity: String, sqlState: SQLState, primaryMessage: String?, detail: String? = nil, schemaName: String? = nil,
    tableName: String? = nil, constraintName: String? = nil, position: Int? = nil, statementName: String? = nil
  ) {
    self.severity = severity
    self.sqlState = sqlState
    self.message = Self.classesWithoutValues.contains(sqlState.conditionClass) ? primaryMessage : nil
    self.detail = detail
    self.schemaName = schemaName
    self.tableName = tableName
    self.constraintName = constraintName
    self.position = position
    self.statementName = statementName
  }

  /// Classes that speak of the messages themselves: one that makes no sense, a prepared statement or a portal that nobody
  /// made.
  private static let classesOfMessages: Set<String> = ["08", "26", "34"]

  /// Whether the server was told something else than we said. A sync may have been lost then, or taken for one more, and
  /// from here on its answers are to other questions than they seem.
  var isMisunderstanding: Bool { Self.classesOfMessages.contains(sqlState.conditionClass) }

  /// Whether the server ended the session with this error. Its transaction may then have been committed just before.
  package var endsSession: Bool { severity != "ERROR" }

  package var description: String {
    var text = "\(severity) \(sqlState)"
    if let message { text += ": \(message)" }
    if let constraintName { text += ", constraint \(constraintName)" }
    if let tableName { text += ", table \(schemaName.map { $0 + "." } ?? "")\(tableName)" }
    if let statementName { text += ", in statement \(statementName)" }
    return text
  }
}
