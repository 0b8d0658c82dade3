/// JSON text in the making, as UTF-8. Whoever adds to it sees to it that the whole is JSON.
struct JSONBytes {
  var bytes: [UInt8] = []

  /// The text so far.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds a character of ASCII as it is.
  mutating func append(ascii character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

  /// Adds text as it is, such as a number.
  mutating func append(raw text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Adds a member's name and its colon, behind a comma if it is not the first. Names of the contract need no escapes.
  mutating func append(name: StaticString, isFirst: Bool) {
    let utf8 = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    add(utf8, after: isFirst ? "\"" : ",\"", before: "\":")
  }

  /// Adds a text in quotes.
  mutating func append(quoted text: String) {
    var text = text
    text.withUTF8 { utf8 in
      guard Self.mayNeedEscape(utf8) else { return add(utf8, after: "\"", before: "\"") }
      append(ascii: "\"")
      appendEscaped(utf8)
      append(ascii: "\"")
    }
  }

  /// Adds three pieces with one look at the space that is left.
  private mutating func add(
    _ utf8: UnsafeBufferPointer<UInt8>, after opening: StaticString, before closing: StaticString
  ) {
    let (openingCount, closingCount) = (opening.utf8CodeUnitCount, closing.utf8CodeUnitCount)
    bytes.append(addingCapacity: openingCount + utf8.count + closingCount) { (span: inout OutputSpan<UInt8>) in
      span.withUnsafeMutableBufferPointer { buffer, count in
        guard let start = buffer.baseAddress.map({ $0 + count }) else { return }
        start.update(from: opening.utf8Start, count: openingCount)
        if let source = utf8.baseAddress { (start + openingCount).update(from: source, count: utf8.count) }
        (start + openingCount + utf8.count).update(from: closing.utf8Start, count: closingCount)
        count += openingCount + utf8.count + closingCount
      }
    }
  }

  /// Adds a single value.
  mutating func append(scalar: some JSONScalar) {
    switch scalar.jsonForm {
    case .raw(let digits): append(raw: digits)
    case .quoted(let text): append(quoted: text)
    }
  }
}
