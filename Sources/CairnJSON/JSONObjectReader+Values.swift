internal import CairnMessages

extension JSONObjectReader {
  static func scalar<T: JSONScalar>(_ value: JSONValue, _ path: String, _ faults: inout [JSONFault]) -> T? {
    if let scalar = T(json: value) { return scalar }
    faults.append(.wrongType(at: path, expected: T.expectation, found: value))
    return nil
  }

  static func octets(_ value: JSONValue, _ path: String, _ faults: inout [JSONFault]) -> [UInt8]? {
    if case .string(let text) = value, let bytes = Base64.bytes(of: text) { return bytes }
    faults.append(.wrongType(at: path, expected: "bytes as base64", found: value))
    return nil
  }

  static func enumeration<E: EnumNumber>(_ value: JSONValue, _ path: String, _ faults: inout [JSONFault]) -> E? {
    let names = E.named.map(\.name).joined(separator: ", ")
    switch value {
    case .string(let name):
      if let named = E.named.first(where: { $0.name == name }) { return named.value }
      let near = Spelling.nearest(to: name, among: E.named.map(\.name)).map { "did you mean \($0)? " } ?? ""
      faults.append(JSONFault(.unknownEnumName, path: path, message: "no such value: \(near)The values are \(names)"))
    case .number:
      if let number = Int32(json: value) { return E(rawValue: number) }
      faults.append(.wrongType(at: path, expected: "one of \(names)", found: value))
    default:
      faults.append(.wrongType(at: path, expected: "one of \(names)", found: value))
    }
    return nil
  }
}

extension JSONFault {
  /// A value of another kind than the field's.
  static func wrongType(at path: String, expected: String, found: JSONValue) -> JSONFault {
    JSONFault(.wrongType, path: path, message: "\(expected) should stand here, not \(found.kind) like this")
  }
}
