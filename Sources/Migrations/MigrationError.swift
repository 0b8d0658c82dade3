package import Libpq

/// Why a database cannot be migrated.
package enum MigrationError: Error, Sendable, CustomStringConvertible {
  /// An applied file is not the one that was applied.
  case changed(fileName: String)
  /// An applied file is not there.
  case missing(fileName: String)
  case gap(before: String, expected: Int)
  case numberTwice(first: String, second: String)
  /// The database's own records of what was applied have a gap.
  case recordsIncomplete
  /// A file of the folder is no migration.
  case misnamed(fileName: String)
  case unreadable(path: String, reason: String)
  /// A file's SQL was refused; nothing of that file is applied.
  case failed(fileName: String, cause: PostgresError)
  /// The database did not answer.
  case database(PostgresError)

  package var description: String {
    switch self {
    case .changed(let fileName):
      """
      \(fileName) was applied and has been changed since: restore it as it was, and put the change into a file with the \
      next number.
      """
    case .missing(let fileName):
      """
      \(fileName) was applied to this database and is missing: restore it, or run the version of Cairn that it came with.
      """
    case .gap(let fileName, let expected):
      "Number \(expected) is missing before \(fileName): number the files without a gap."
    case .numberTwice(let first, let second):
      "\(first) and \(second) have the same number: give the newer one the next."
    case .recordsIncomplete: "The table schema_migration has a gap: rows were removed by hand. Restore the database."
    case .misnamed(let fileName): "\(fileName) is no migration's name: four digits, \"_\", a name, \".sql\"."
    case .unreadable(let path, let reason): "\(path) cannot be read (\(reason))."
    case .failed(let fileName, let cause): "\(fileName) was refused, and nothing of it is applied: \(cause)"
    case .database(let error): "The database did not answer: \(error)"
    }
  }
}
