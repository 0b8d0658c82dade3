internal import CairnMessages

extension JSONObjectReader {
  static func scalar<T: JSONScalar>(_ node: Int, _ tree: JSONTree, _ faults: inout [FoundFault]) -> T? {
    if let scalar = T(json: tree.scalar(node)) { return scalar }
    faults.appendWrongType(node, expected: T.expectation, in: tree)
    return nil
  }

  static func octets(_ node: Int, _ tree: JSONTree, _ faults: inout [FoundFault]) -> [UInt8]? {
    if tree.nodes[node].kind == .string, let bytes = Base64.bytes(of: tree.text(of: node)) { return bytes }
    faults.appendWrongType(node, expected: "bytes as base64", in: tree)
    return nil
  }

  static func enumeration<E: EnumNumber>(_ node: Int, _ tree: JSONTree, _ faults: inout [FoundFault]) -> E? {
    switch tree.nodes[node].kind {
    case .string:
      if let named = E.named.first(where: { tree.isText(node, $0.name) }) { return named.value }
      let near = Spelling.nearest(to: tree.text(of: node), among: E.named.map(\.name))
      let hint = near.map { "did you mean \($0)? " } ?? ""
      faults.append((node, .unknownEnumName, "no such value: \(hint)The values are \(names(of: E.self))"))
    case .number:
      if let number = Int32(json: tree.scalar(node)) { return E(rawValue: number) }
      faults.appendWrongType(node, expected: "one of \(names(of: E.self))", in: tree)
    default:
      faults.appendWrongType(node, expected: "one of \(names(of: E.self))", in: tree)
    }
    return nil
  }

  private static func names<E: EnumNumber>(of type: E.Type) -> String {
    E.named.map(\.name).joined(separator: ", ")
  }
}

extension [JSONObjectReader.FoundFault] {
  /// A value of another kind than the field's.
  mutating func appendWrongType(_ node: Int, expected: String, in tree: JSONTree) {
    append((node, .wrongType, "\(expected) should stand here, not \(tree.scalar(node).kind) like this"))
  }
}
