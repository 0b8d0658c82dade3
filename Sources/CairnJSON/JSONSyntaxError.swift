/// Where a text stops being JSON. It never repeats the text.
package struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, for a person.
  package let message: String
  /// From 1.
  package let line: Int
  /// From 1, in bytes.
  package let column: Int

  package var description: String { "line \(line), column \(column): \(message)" }
}

/// How much JSON one text may be.
package struct JSONLimits: Hashable, Sendable {
  /// The text, in UTF-8.
  package var bytesMax: Int
  /// Lists and objects within each other.
  package var depthMax: Int

  /// States limits; what is left out is as in ``standard``.
  package init(bytesMax: Int = 16 << 20, depthMax: Int = 64) {
    self.bytesMax = bytesMax
    self.depthMax = depthMax
  }

  /// 16 MiB, 64 levels.
  package static let standard = JSONLimits()
}
