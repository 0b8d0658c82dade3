/// A named value on screen.
enum Field {
  private static let nameWidth = 14
  private static let valueWidthMin = 20

  /// The name once, the value beside it, wrapped; nothing for an empty value.
  static func lines(_ name: String, _ value: String, width: Int) -> [String] {
    guard !value.isEmpty else { return [] }
    let indent = max(nameWidth, name.displayWidth + 2)
    let wrapped = value.wrapped(to: max(valueWidthMin, width - indent))
    return wrapped.enumerated().map { index, line in
      (index == 0 ? name.padded(to: indent) : String(repeating: " ", count: indent)) + line
    }
  }
}
