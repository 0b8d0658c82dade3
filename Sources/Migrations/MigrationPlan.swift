/// A migration as a database remembers that it was applied.
package struct AppliedMigration: Hashable, Sendable {
  package let number: Int
  package let fileName: String
  /// SHA-256 of the file as it was applied.
  package let checksum: [UInt8]

  /// A record of its fields.
  package init(number: Int, fileName: String, checksum: [UInt8]) {
    self.number = number
    self.fileName = fileName
    self.checksum = checksum
  }
}

/// Which migrations a database still needs.
package enum MigrationPlan {
  /// The files that are to be applied, in order.
  ///
  /// - Throws: `MigrationError` if the files have a gap or a number twice, or if what was applied is not what the files
  ///   say.
  package static func pending(
    files: [Migration], applied: [AppliedMigration]
  ) throws(MigrationError) -> [Migration] {
    let files = files.sorted { ($0.number, $0.fileName) < ($1.number, $1.fileName) }
    for (index, file) in files.enumerated() where file.number != index + 1 {
      if index > 0, files[index - 1].number == file.number {
        throw .numberTwice(first: files[index - 1].fileName, second: file.fileName)
      }
      throw .gap(before: file.fileName, expected: index + 1)
    }
    for record in applied.sorted(by: { $0.number < $1.number }) {
      guard files.indices.contains(record.number - 1) else {
        // A database that a newer version has migrated looks the same from here.
        throw .missing(fileName: record.fileName)
      }
      let file = files[record.number - 1]
      guard file.fileName == record.fileName else { throw .missing(fileName: record.fileName) }
      guard file.checksum == record.checksum else { throw .changed(fileName: record.fileName) }
    }
    let last = applied.map(\.number).max() ?? 0
    guard applied.count == last else { throw .recordsIncomplete }
    return Array(files.dropFirst(last))
  }
}
