import Testing

@testable import cairn

@Suite struct WrappingTests {
  @Test func breaksBetweenWords() {
    #expect("the children were alone".wrapped(to: 12) == ["the children", "were alone"])
    #expect("a\n\nb".wrapped(to: 12) == ["a", "", "b"])
    #expect("".wrapped(to: 12) == [""])
  }

  @Test func cutsAWordThatIsTooLong() {
    #expect("see abcdefghij now".wrapped(to: 4) == ["see", "abcd", "efgh", "ij", "now"])
    #expect("日本語".wrapped(to: 4) == ["日本", "語"])
    #expect("日本".wrapped(to: 1) == ["日", "本"])
  }

  @Test(arguments: ["\u{1B}[31m", "\u{7}", "\u{8}", "\r", "\u{9B}2J", "\u{202E}", "\u{2066}"])
  func takesOutWhatATerminalWouldObey(_ sequence: String) {
    let shown = "a\(sequence)b".wrapped(to: 40).joined(separator: "\n")
    #expect(!shown.unicodeScalars.contains { sequence.unicodeScalars.first == $0 })
    #expect(shown.hasPrefix("a") && shown.hasSuffix("b"))
  }

  @Test func leavesOrdinaryTextAsItIs() {
    let text = "Siân Ní Bhriain — مريم 👩‍👧"
    #expect(text.harmless == text)
  }

  @Test(arguments: [("Zoë", 3), ("e\u{301}", 1), ("日本", 4), ("👩‍👧", 2), ("", 0), ("한", 2)])
  func countsTheColumnsThatATerminalGives(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
  }
}
