/// How many of so many.
package struct QualityShare: Hashable, Sendable {
  /// Those that have it.
  package internal(set) var given: Int
  /// Those that could have it.
  package internal(set) var expected: Int

  /// Makes a share.
  package init(given: Int = 0, expected: Int = 0) {
    self.given = given
    self.expected = expected
  }

  /// From 0 to 1; `nil` of none.
  package var fraction: Double? { expected > 0 ? Double(given) / Double(expected) : nil }

  /// Those that do not have it.
  package var missing: Int { expected - given }

  static func += (left: inout Self, right: Self) {
    left.given += right.given
    left.expected += right.expected
  }
}
