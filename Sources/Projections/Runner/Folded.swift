package import Identifiers
package import Libpq

/// What events change in the read tables of a generation.
package struct Folded: Sendable {
  package var steps: [BulkStep]
  /// Streams whose events are not folded in, because what stands of them already cannot be read, and why.
  package var unreadable: [Identifier128: String] = [:]

  /// All of them are folded in.
  package init(_ steps: [BulkStep]) { self.steps = steps }
}
