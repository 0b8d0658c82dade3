extension String {
  /// The text in lines of `width` columns at most, broken between words; a longer word is cut. What a terminal would
  /// obey is taken out.
  func wrapped(to width: Int) -> [String] {
    precondition(width > 0, "a line has room for something")
    return split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .flatMap { Self.wrap(String($0).harmless, to: width) }
  }

  private static func wrap(_ paragraph: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in paragraph.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      if !line.isEmpty, line.displayWidth + 1 + word.displayWidth <= width {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      var pieces = cut(word, to: width)
      line = pieces.removeLast()
      lines += pieces
    }
    return lines + [line]
  }

  /// The word in pieces of `width` columns at most; a character that is wider stands alone.
  private static func cut(_ word: Substring, to width: Int) -> [String] {
    var pieces = [""]
    var columns = 0
    for character in word {
      if columns > 0, columns + character.displayWidth > width {
        pieces.append("")
        columns = 0
      }
      pieces[pieces.count - 1].append(character)
      columns += character.displayWidth
    }
    return pieces
  }

  func trimmingTrailingSpaces() -> String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
