extension JSONValue {
  /// The value as JSON text, each member and element on a line of its own, indented by two spaces a level. The same value
  /// always gives the same text.
  package var prettyText: String {
    var text = JSONBytes()
    write(to: &text, indentation: "\n")
    return text.text
  }

  /// The value as JSON text on one line.
  package var compactText: String {
    var text = JSONBytes()
    write(to: &text, indentation: nil)
    return text.text
  }

  /// - Parameter indentation: a line feed and the spaces before the closing bracket; `nil` for one line.
  private func write(to text: inout JSONBytes, indentation: String?) {
    switch self {
    case .null: text.append(raw: "null")
    case .bool(let value): text.append(raw: value ? "true" : "false")
    case .number(let digits): text.append(raw: digits)
    case .string(let string): text.append(quoted: string)
    case .array(let elements):
      Self.writeList(elements, "[", "]", to: &text, indentation: indentation) { element, text, inner in
        element.write(to: &text, indentation: inner)
      }
    case .object(let members):
      Self.writeList(members, "{", "}", to: &text, indentation: indentation) { member, text, inner in
        text.append(quoted: member.name)
        text.append(raw: inner == nil ? ":" : ": ")
        member.value.write(to: &text, indentation: inner)
      }
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, to text: inout JSONBytes,
    indentation: String?,
    _ write: (Element, inout JSONBytes, String?) -> Void
  ) {
    text.append(ascii: opening)
    let inner = indentation.map { $0 + "  " }
    for (index, element) in elements.enumerated() {
      if index > 0 { text.append(ascii: ",") }
      text.append(raw: inner ?? "")
      write(element, &text, inner)
    }
    if !elements.isEmpty { text.append(raw: indentation ?? "") }
    text.append(ascii: closing)
  }
}
