import Testing
import EventLogTestSupport
import History

/// A good run with one thing broken in it.
struct Mutant: Sendable, CustomTestStringConvertible {
  let name: String
  /// What must be found.
  let kind: Violation.Kind
  /// What follows from it and may be found, too; `nil` if anything may.
  let alongside: Set<Violation.Kind>?
  /// Breaks it; `false` if the run has nothing that can be broken so.
  let apply: @Sendable (inout SimulatedRun, inout SplitMix) -> Bool

  init(
    _ name: String, _ kind: Violation.Kind, alongside: Set<Violation.Kind>? = [],
    apply: @escaping @Sendable (inout SimulatedRun, inout SplitMix) -> Bool
  ) {
    self.name = name
    self.kind = kind
    self.alongside = alongside
    self.apply = apply
  }

  var testDescription: String { name }

  static let all = log + commands + order + subscribers + reads
}
