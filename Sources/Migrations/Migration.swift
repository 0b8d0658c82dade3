internal import Cryptography

/// One file of SQL that brings a database a step further.
package struct Migration: Hashable, Sendable {
  /// From 1, without a gap.
  package let number: Int
  /// The file's name: "0002_log.sql".
  package let fileName: String
  package let sql: String

  /// SHA-256 of the file, 32 bytes: an applied file must stay as it was.
  package var checksum: [UInt8] { Digest256(hashing: Array(sql.utf8)).bytes }

  /// A file by its name; `nil` if that is not four digits, "_", a name and ".sql".
  package init?(fileName: String, sql: String) {
    let digits = fileName.prefix(4)
    guard
      digits.count == 4, digits.allSatisfy(\.isASCIIDigit), let number = Int(digits), number > 0,
      fileName.dropFirst(4).hasPrefix("_"), fileName.hasSuffix(".sql"), fileName.count > "0000_.sql".count,
      fileName.utf8.allSatisfy(Self.isPlain)
    else { return nil }
    self.number = number
    self.fileName = fileName
    self.sql = sql
  }

  /// Of a-z, A-Z, 0-9, "_", "-" and ".": what stands in SQL and in messages without quoting.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
