internal import Identifiers

extension Faults {
  /// Reads the text of a UUID that must be there.
  mutating func readIdentifier(_ text: String, at path: @autoclosure () -> String) -> Identifier128? {
    guard !text.isEmpty else {
      add(.required, at: path())
      return nil
    }
    let identifier = Identifier128(text)
    if identifier == nil || identifier == .nil128 { add(.uuid, at: path()) }
    return identifier
  }
}
