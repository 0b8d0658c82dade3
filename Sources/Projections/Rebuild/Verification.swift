/// What a comparison of two generations at one position of the log found.
package struct Verification: Hashable, Sendable {
  /// A row in which they differ.
  package struct Difference: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      case onlyLive = "only in the live view"
      case onlyFolded = "only when folded from zero"
      case different = "differs"
    }

    /// The table's name.
    package let table: String
    /// The row's id within its generation.
    package let id: String
    package let kind: Kind
  }

  /// How many differences are listed.
  package static let differencesMax = 20

  /// Both had come so far.
  package let position: UInt64
  /// Rows that were compared.
  package internal(set) var rowCount = 0
  package internal(set) var differenceCount = 0
  /// The first of them.
  package internal(set) var differences: [Difference] = []

  /// Whether the live view is what the log says.
  package var isGood: Bool { differenceCount == 0 }

  mutating func add(_ difference: Difference) {
    differenceCount += 1
    if differences.count < Self.differencesMax { differences.append(difference) }
  }
}
