extension String {
  /// The text in lines of `width` characters at most, broken between words; a longer word is cut.
  func wrapped(to width: Int) -> [String] {
    precondition(width > 0, "a line has room for a character")
    return split(separator: "\n", omittingEmptySubsequences: false).flatMap { Self.wrap($0, to: width) }
  }

  private static func wrap(_ paragraph: Substring, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in paragraph.split(separator: " ") {
      var word = word
      if !line.isEmpty, line.count + 1 + word.count <= width {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while word.count > width {
        lines.append(String(word.prefix(width)))
        word = word.dropFirst(width)
      }
      line = String(word)
    }
    return lines + [line]
  }

  func trimmingTrailingSpaces() -> String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
