internal import CairnJSON
internal import Testing

@Suite struct JSONTextTests {
  private static func fault(_ text: String, limits: JSONLimits = .standard) -> JSONSyntaxError? {
    do throws(JSONSyntaxError) {
      _ = try JSONValue(parsing: text, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test func everyKindOfValueIsRead() throws {
    let value = try JSONValue(parsing: #" { "a" : [ null, true , false, -1.50e+3, "x" ], "b": { }, "c": [] } "#)
    #expect(
      value
        == .object([
          JSONMember("a", .array([.null, .bool(true), .bool(false), .number("-1.50e+3"), .string("x")])),
          JSONMember("b", .object([])), JSONMember("c", .array([])),
        ]))
    #expect(value["b"] == .object([]))
    #expect(value["d"] == nil)
  }

  @Test func escapesAreRead() throws {
    let value = try JSONValue(parsing: #""\"\\\/\b\f\n\r\té🙂é🙂""#)
    #expect(value == .string("\"\\/\u{8}\u{c}\n\r\té🙂é🙂"))
  }

  @Test func printingKeepsOrderAndReadsBack() throws {
    let text = """
      {
        "z": [
          1,
          "a\\"\\\\\\n\\u0001é"
        ],
        "a": {},
        "m": [],
        "n": null
      }
      """
    let value = try JSONValue(parsing: text)
    #expect(value.prettyText == text)
    #expect(value.compactText == #"{"z":[1,"a\"\\\n\u0001é"],"a":{},"m":[],"n":null}"#)
    #expect(try JSONValue(parsing: value.compactText) == value)
  }

  /// At every place of a text, since texts are looked at several bytes at a time.
  @Test(arguments: ["\"", "\\", "\n", "\u{1f}", "\u{7f}", "\u{7e}", " ", "!", "é", "🙂"])
  func everyCharacterIsPrintedSoThatItReadsBack(_ character: String) throws {
    for place in 0..<20 {
      let text = String(repeating: "a", count: place) + character + String(repeating: "z", count: 19 - place)
      let printed = JSONValue.string(text).compactText
      #expect(try JSONValue(parsing: printed) == .string(text))
      #expect(!printed.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f })
    }
  }

  @Test(arguments: [
    "", " ", "{", "[", "[1", "[1,", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "nul", "tru", "01",
    "-",
    "1.", ".5", "1e", "+1", "'a'", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"",
    "\"\u{1}\"", "1 2", "NaN", "\u{feff}1", "\"\\u0000\"",
  ])
  func whatIsNotJSONIsRefused(_ text: String) {
    #expect(Self.fault(text) != nil)
  }

  @Test func textThatIsNotUTF8IsRefused() {
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: [0x22, 0xff, 0x22]) }
  }

  @Test func theFaultSaysWhere() {
    let fault = Self.fault("{\n  \"a\": 1,\n  \"b\" 2\n}")
    #expect(fault?.line == 3)
    #expect(fault?.column == 7)
  }

  @Test func aNameStandsOnlyOnce() {
    #expect(Self.fault(#"{"a": 1, "a": 2}"#)?.column == 10)
  }

  @Test func limitsHold() {
    #expect(Self.fault("[[[]]]", limits: JSONLimits(depthMax: 3)) == nil)
    #expect(Self.fault("[[[]]]", limits: JSONLimits(depthMax: 2)) != nil)
    #expect(Self.fault("[1,2]", limits: JSONLimits(bytesMax: 5)) == nil)
    #expect(Self.fault("[1,2]", limits: JSONLimits(bytesMax: 4)) != nil)
    #expect(Self.fault(String(repeating: "[", count: 1_000_000)) != nil)
  }
}
