/// The five characters by which PostgreSQL names what went wrong; matched instead of any message's text.
///
/// Source: PostgreSQL documentation, appendix A.
package struct SQLState: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
  /// Five characters, digits and upper-case letters.
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  /// The first two characters: the class of the condition.
  package var conditionClass: String { String(rawValue.prefix(2)) }

  package var description: String { rawValue }

  /// The conditions that somebody here acts upon, by PostgreSQL's own names.
  package static let invalidStatementName = SQLState(rawValue: "26000")
  package static let foreignKeyViolation = SQLState(rawValue: "23503")
  package static let uniqueViolation = SQLState(rawValue: "23505")
  package static let checkViolation = SQLState(rawValue: "23514")
  package static let notNullViolation = SQLState(rawValue: "23502")
  package static let serializationFailure = SQLState(rawValue: "40001")
  package static let deadlockDetected = SQLState(rawValue: "40P01")
  package static let insufficientPrivilege = SQLState(rawValue: "42501")
  package static let syntaxError = SQLState(rawValue: "42601")
  package static let undefinedTable = SQLState(rawValue: "42P01")
  package static let undefinedColumn = SQLState(rawValue: "42703")
  package static let invalidCatalogName = SQLState(rawValue: "3D000")
  package static let readOnlyTransaction = SQLState(rawValue: "25006")
  package static let diskFull = SQLState(rawValue: "53100")
  package static let tooManyConnections = SQLState(rawValue: "53300")
  package static let lockNotAvailable = SQLState(rawValue: "55P03")
  package static let queryCanceled = SQLState(rawValue: "57014")
  package static let adminShutdown = SQLState(rawValue: "57P01")
  package static let crashShutdown = SQLState(rawValue: "57P02")
  package static let cannotConnectNow = SQLState(rawValue: "57P03")
}
