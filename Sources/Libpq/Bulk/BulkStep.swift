/// One thing that a transaction in bulk does.
package enum BulkStep: Sendable {
  /// Runs a statement; what it answers is not read.
  case run(Step)
  /// Copies rows in; the SQL is `copy … from stdin (format binary)`.
  case copy(sql: String, CopyRows)
}
