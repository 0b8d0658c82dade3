/// Reads one line's JSON from left to right, without a tree of values: a history has millions of lines.
///
/// Texts are plain: printable ASCII without a backslash, which is all that ids, hashes and names need. Numbers are whole.
struct LineScanner {
  let bytes: [UInt8]
  private var index = 0

  /// Longest text: room for a hash in hexadecimal and for names.
  static let textBytesMax = 256

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads an object, handing each member's name to `member`, which must read its value.
  mutating func object(
    _ member: (_ name: String, _ scanner: inout LineScanner) throws(LineFault) -> Void
  ) throws(LineFault) {
    try expect(UInt8(ascii: "{"), "an object")
    if take(UInt8(ascii: "}")) { return }
    repeat {
      let name = try string()
      try expect(UInt8(ascii: ":"), "a colon")
      try member(name, &self)
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"), "a comma or the end of the object")
  }

  /// Reads a list, calling `element` where each element begins.
  mutating func list<Element>(
    _ element: (inout LineScanner) throws(LineFault) -> Element
  ) throws(LineFault) -> [Element] {
    try expect(UInt8(ascii: "["), "a list")
    var elements: [Element] = []
    if take(UInt8(ascii: "]")) { return elements }
    repeat { elements.append(try element(&self)) } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"), "a comma or the end of the list")
    return elements
  }

  mutating func string() throws(LineFault) -> String {
    String(decoding: try text(), as: UTF8.self)
  }

  /// A text's bytes, between its quotes.
  mutating func text() throws(LineFault) -> ArraySlice<UInt8> {
    try expect(UInt8(ascii: "\""), "a text")
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      guard (0x20...0x7E).contains(bytes[index]), bytes[index] != UInt8(ascii: "\\") else {
        throw LineFault("a text is printable ASCII without a backslash (byte \(index + 1))")
      }
      index += 1
    }
    guard index < bytes.count else { throw LineFault("the line ends within a text") }
    guard index - start <= Self.textBytesMax else {
      throw LineFault("a text has \(Self.textBytesMax) bytes at most (byte \(start + 1))")
    }
    defer { index += 1 }
    return bytes[start..<index]
  }

  /// A whole number from 0 on.
  mutating func number() throws(LineFault) -> UInt64 {
    skipSpace()
    var value: UInt64 = 0
    let start = index
    while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) {
      let (tenfold, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = tenfold.addingReportingOverflow(UInt64(bytes[index] - UInt8(ascii: "0")))
      guard !overflows, !overflowsToo else { throw LineFault("a number has 64 bits at most (byte \(start + 1))") }
      value = sum
      index += 1
    }
    guard index > start else { throw LineFault("a whole number should stand at byte \(index + 1)") }
    return value
  }

  /// Checks that nothing follows.
  mutating func end() throws(LineFault) {
    skipSpace()
    guard index == bytes.count else { throw LineFault("more follows the object, at byte \(index + 1)") }
  }

  private mutating func expect(_ byte: UInt8, _ what: String) throws(LineFault) {
    guard take(byte) else { throw LineFault("\(what) should stand at byte \(index + 1)") }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0D { index += 1 }
  }
}
