/// One property of a history and its log.
protocol HistoryCheck {
  /// What should be so, for a person.
  var property: String { get }
  /// What is counted, in the plural.
  var unit: String { get }

  /// Finds what is not so.
  ///
  /// - Returns: how many things were looked at.
  func run(on proof: Proof, into findings: inout Findings) -> Int
}
