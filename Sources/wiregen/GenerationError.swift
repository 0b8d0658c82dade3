/// Why the generator stops: what is wrong in the contract, and where.
struct GenerationError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
