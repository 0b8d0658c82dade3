import Testing

@testable import cairn

@Suite struct TableTests {
  @Test func alignsColumnsToTheirWidestCell() {
    var table = Table([.init(title: "Agency"), .init(title: "Events", alignment: .right)])
    table.add(["met", "7"])
    table.add(["st-marys-school", "1204"])
    #expect(
      table.lines(width: 80) == [
        "Agency           Events",
        "───────────────  ──────",
        "met                   7",
        "st-marys-school    1204",
      ])
  }

  @Test func wrapsTheWidestColumnUntilItFits() {
    var table = Table([.init(title: "Kind"), .init(title: "Statement"), .init(title: "Source")])
    table.add(["Observed", String(repeating: "one two three ", count: 20), "Somebody with a longer name"])
    for width in [60, 80, 100] {
      let lines = table.lines(width: width)
      #expect(lines.allSatisfy { $0.displayWidth <= width })
      #expect(lines.count > 4)
    }
  }

  @Test func leavesAWholeColumnInOnePieceHoweverNarrowItGets() {
    let id = "01a20ad4-834b-70a3-9b06-50ca38fa4756"
    var table = Table([.init(title: "Statement"), .init(title: "Case", isWhole: true)])
    table.add([String(repeating: "one two three ", count: 20), id])
    for width in [20, 60, 80] {
      #expect(table.lines(width: width).contains { $0.hasSuffix(id) })
    }
  }

  @Test func countsColumnsAndNotCharacters() {
    var table = Table([.init(title: "Name"), .init(title: "Sex")])
    table.add(["李小龍", "M"])
    table.add(["Zoe\u{301} B", "F"])
    #expect(table.lines(width: 80).suffix(2) == ["李小龍  M", "Zoe\u{301} B   F"])
  }

  @Test func keepsARowTogetherWhateverACellHolds() {
    var table = Table([.init(title: "Name"), .init(title: "Text")])
    table.add(["met", "first\r\nsecond\u{1B}[2J"])
    #expect(table.lines(width: 80).suffix(2) == ["met   first", "      second\u{FFFD}[2J"])
  }
}
