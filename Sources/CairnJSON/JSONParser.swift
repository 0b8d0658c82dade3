/// Reads one JSON text from its front to its end.
struct JSONParser {
  /// Not an array: its bounds need no second look, nor its owner to be counted, for each byte.
  let bytes: UnsafeRawBufferPointer
  let limits: JSONLimits
  var index = 0
  var nodes: [JSONTree.Node] = []

  /// - Throws: ``JSONSyntaxError`` at the first place that is not JSON.
  static func tree(of bytes: [UInt8], limits: JSONLimits) throws(JSONSyntaxError) -> JSONTree {
    let nodes = try bytes.withUnsafeBufferPointer { bytes throws(JSONSyntaxError) in
      var parser = JSONParser(UnsafeRawBufferPointer(bytes), limits: limits)
      try parser.readText()
      return parser.nodes
    }
    return JSONTree(bytes: bytes, nodes: nodes)
  }

  /// A parser at the beginning of bytes, which stay as long as it reads.
  init(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits = .standard) {
    self.bytes = bytes
    self.limits = limits
  }

  /// The byte that comes next; `nil` at the end.
  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func readText() throws(JSONSyntaxError) {
    guard bytes.count <= limits.bytesMax else { throw fault("the text is larger than \(limits.bytesMax) bytes", at: 0) }
    nodes.reserveCapacity(bytes.count / 12 + 1)
    try value(depth: 1)
    skipSpace()
    guard index == bytes.count else { throw fault("something follows the value") }
  }

  private mutating func skipSpace() {
    while let byte = peek, byte <= 0x20, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { index += 1 }
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) {
    guard depth <= limits.depthMax else { throw fault("lists and objects are nested deeper than \(limits.depthMax)") }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): try object(depth: depth)
    case UInt8(ascii: "["): try array(depth: depth)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): try number()
    case UInt8(ascii: "t"): try word("true", .yes)
    case UInt8(ascii: "f"): try word("false", .no)
    case UInt8(ascii: "n"): try word("null", .null)
    case nil: throw fault("the text ends where a value should stand")
    default: throw fault("a value should stand here: a text in double quotes, a number, true, false, null, [ or {")
    }
  }

  /// Adds a node that has no others in it.
  mutating func addLeaf(_ kind: JSONTree.Kind, isPlain: Bool = true, _ range: Range<Int>) {
    nodes.append(
      JSONTree.Node(
        kind: kind, isPlain: isPlain, start: Int32(range.lowerBound), end: Int32(range.upperBound),
        next: Int32(nodes.count + 1)))
  }

  private mutating func word(_ word: String, _ kind: JSONTree.Kind) throws(JSONSyntaxError) {
    guard bytes[index...].starts(with: word.utf8) else { throw fault("\(word) is meant, perhaps") }
    addLeaf(kind, index..<(index + word.utf8.count))
    index += word.utf8.count
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) {
    let node = nodes.count
    addLeaf(.array, index..<index)
    defer { nodes[node].next = Int32(nodes.count) }
    index += 1
    skipSpace()
    if take("]") { return }
    while true {
      try value(depth: depth + 1)
      skipSpace()
      if take("]") { return }
      guard take(",") else { throw fault("a comma or ] should stand here") }
    }
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) {
    let node = nodes.count
    addLeaf(.object, index..<index)
    index += 1
    skipSpace()
    if take("}") { return }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw fault("a member's name in double quotes should stand here") }
      try string()
      skipSpace()
      guard take(":") else { throw fault("a colon should stand here") }
      try value(depth: depth + 1)
      skipSpace()
      if take("}") { break }
      guard take(",") else { throw fault("a comma or } should stand here") }
    }
    nodes[node].next = Int32(nodes.count)
    try checkNames(of: node)
  }

  /// Steps over a character if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func number() throws(JSONSyntaxError) {
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
    addLeaf(.number, start..<index)
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
