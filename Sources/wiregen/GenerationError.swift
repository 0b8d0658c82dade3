/// Why nothing was generated, for the person who changed the contract.
struct GenerationError: Error, CustomStringConvertible {
  /// What is wrong, where, and what to do.
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
