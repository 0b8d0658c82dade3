extension JSONValue {
  /// Reads a JSON text.
  ///
  /// Source: RFC 8259. Unlike it, a member's name may stand only once in an object, and no text may hold a NUL.
  /// - Throws: ``JSONSyntaxError`` at the first place that is not JSON.
  package init(parsing text: some Sequence<UInt8>, limits: JSONLimits = .standard) throws(JSONSyntaxError) {
    self.init(try JSONParser.tree(of: Array(text), limits: limits), 0)
  }

  /// Reads a JSON text.
  ///
  /// - Throws: ``JSONSyntaxError`` at the first place that is not JSON.
  package init(parsing text: String, limits: JSONLimits = .standard) throws(JSONSyntaxError) {
    try self.init(parsing: text.utf8, limits: limits)
  }

  private init(_ tree: JSONTree, _ node: Int) {
    switch tree.nodes[node].kind {
    case .array: self = .array(tree.elements(of: node).map { JSONValue(tree, $0) })
    case .object:
      self = .object(tree.members(of: node).map { JSONMember(tree.text(of: $0.name), JSONValue(tree, $0.value)) })
    case .null, .yes, .no, .number, .string: self = tree.scalar(node)
    }
  }
}
