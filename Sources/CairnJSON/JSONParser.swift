extension JSONValue {
  /// Reads a JSON text.
  ///
  /// Source: RFC 8259. Unlike it, a member's name may stand only once in an object, and no text may hold a NUL.
  /// - Throws: ``JSONSyntaxError`` at the first place that is not JSON.
  package init(parsing text: some Sequence<UInt8>, limits: JSONLimits = .standard) throws(JSONSyntaxError) {
    var parser = JSONParser(bytes: Array(text), limits: limits)
    self = try parser.whole()
  }

  /// Reads a JSON text.
  ///
  /// - Throws: ``JSONSyntaxError`` at the first place that is not JSON.
  package init(parsing text: String, limits: JSONLimits = .standard) throws(JSONSyntaxError) {
    try self.init(parsing: text.utf8, limits: limits)
  }
}

/// Reads one JSON text from its front to its end.
struct JSONParser {
  let bytes: [UInt8]
  let limits: JSONLimits
  var index = 0

  init(bytes: [UInt8], limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func whole() throws(JSONSyntaxError) -> JSONValue {
    guard bytes.count <= limits.bytesMax else { throw fault("the text is larger than \(limits.bytesMax) bytes", at: 0) }
    let value = try value(depth: 1)
    skipSpace()
    guard index == bytes.count else { throw fault("something follows the value") }
    return value
  }

  /// The byte that comes next; `nil` at the end.
  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { index += 1 }
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    guard depth <= limits.depthMax else { throw fault("lists and objects are nested deeper than \(limits.depthMax)") }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw fault("the text ends where a value should stand")
    default: throw fault("a value should stand here: a text in double quotes, a number, true, false, null, [ or {")
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
    guard bytes[index...].starts(with: word.utf8) else { throw fault("\(word) is meant, perhaps") }
    index += word.utf8.count
    return value
  }

  private mutating func elements(depth: Int) throws(JSONSyntaxError) -> [JSONValue] {
    var elements: [JSONValue] = []
    index += 1
    skipSpace()
    if take("]") { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw fault("a comma or ] should stand here") }
    }
  }

  private mutating func members(depth: Int) throws(JSONSyntaxError) -> [JSONMember] {
    var members: [JSONMember] = []
    var names: Set<String> = []
    index += 1
    skipSpace()
    if take("}") { return members }
    while true {
      skipSpace()
      let start = index
      guard peek == UInt8(ascii: "\"") else { throw fault("a member's name in double quotes should stand here") }
      let name = try string()
      guard names.insert(name).inserted else { throw fault("the object has a member of this name already", at: start) }
      skipSpace()
      guard take(":") else { throw fault("a colon should stand here") }
      members.append(JSONMember(name, try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return members }
      guard take(",") else { throw fault("a comma or } should stand here") }
    }
  }

  /// Steps over a character if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func number() throws(JSONSyntaxError) -> String {
    let start = index
    _ = take("-")
    if !take("0") {
      guard digits() > 0 else { throw fault("a digit should stand here") }
    }
    if take(".") {
      guard digits() > 0 else { throw fault("a digit should stand here") }
    }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      guard digits() > 0 else { throw fault("a digit should stand here") }
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    return index - start
  }

  /// A fault at a place, by default the one that comes next.
  func fault(_ message: String, at place: Int? = nil) -> JSONSyntaxError {
    let before = bytes[..<min(place ?? index, bytes.count)]
    let lineStart = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    return JSONSyntaxError(
      message: message, line: before.count { $0 == 0x0a } + 1, column: before.endIndex - lineStart + 1)
  }
}
