/// A JSON text that was read, as a flat list of its values in the order of the text: an object is followed by its members,
/// each a name and a value, a list by its elements. Texts are made only of those that somebody asks for.
struct JSONTree: Sendable {
  enum Kind: Sendable {
    case null, yes, no, number, string, array, object
  }

  struct Node: Sendable {
    let kind: Kind
    /// Of a text: whether it stands there as it is, without escapes.
    let isPlain: Bool
    /// The bytes of a number, or of a text between its quotes; of anything else, where it begins.
    let start: Int32
    var end: Int32
    /// Of the first node that is not part of this one.
    var next: Int32
  }

  let bytes: [UInt8]
  let nodes: [Node]

  /// The members of an object: of each the node of its name and that of its value.
  func members(of object: Int) -> MemberSequence { MemberSequence(tree: self, first: object + 1, end: next(object)) }

  /// The nodes of a list's elements.
  func elements(of array: Int) -> ElementSequence { ElementSequence(tree: self, first: array + 1, end: next(array)) }

  /// Of the first node that is not part of this one.
  func next(_ node: Int) -> Int { Int(nodes[node].next) }

  /// A text or the digits of a number.
  func text(of node: Int) -> String {
    let range = Int(nodes[node].start)..<Int(nodes[node].end)
    guard nodes[node].isPlain else { return bytes[range].withUnsafeBytes(JSONParser.unescaped) }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// Whether the node is this text.
  func isText(_ node: Int, _ text: StaticString) -> Bool {
    guard nodes[node].isPlain else { return self.text(of: node) == "\(text)" }
    return isWritten(node, UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Whether the node is this text.
  func isText(_ node: Int, _ text: String) -> Bool {
    guard nodes[node].isPlain else { return self.text(of: node) == text }
    var text = text
    return text.withUTF8 { isWritten(node, UnsafeRawBufferPointer($0)) }
  }

  private func isWritten(_ node: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    let range = Int(nodes[node].start)..<Int(nodes[node].end)
    // Most names differ in their length already.
    guard range.count == text.count else { return false }
    return bytes.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: $0[range]).holdsSame(as: text) }
  }

  /// The value of a node that has no others in it; an object or a list as an empty one.
  func scalar(_ node: Int) -> JSONValue {
    switch nodes[node].kind {
    case .null: .null
    case .yes: .bool(true)
    case .no: .bool(false)
    case .number: .number(text(of: node))
    case .string: .string(text(of: node))
    case .array: .array([])
    case .object: .object([])
    }
  }

  /// Where a node stands: "referral.children[0].dateOfBirth"; empty for the whole.
  func path(to target: Int) -> String {
    var path = ""
    var node = 0
    while node != target {
      if nodes[node].kind == .object {
        guard let member = members(of: node).first(where: { target < next($0.value) }) else { return path }
        path += (path.isEmpty ? "" : ".") + text(of: member.name)
        if member.name == target { return path }
        node = member.value
      } else {
        guard let element = elements(of: node).enumerated().first(where: { target < next($0.element) }) else {
          return path
        }
        path += "[\(element.offset)]"
        node = element.element
      }
    }
    return path
  }

  /// Walks over the elements of a list.
  struct ElementSequence: Sequence, IteratorProtocol {
    let tree: JSONTree
    var first: Int
    let end: Int

    mutating func next() -> Int? {
      guard first < end else { return nil }
      defer { first = tree.next(first) }
      return first
    }
  }

  /// Walks over the members of an object.
  struct MemberSequence: Sequence, IteratorProtocol {
    let tree: JSONTree
    var first: Int
    let end: Int

    mutating func next() -> (name: Int, value: Int)? {
      guard first < end else { return nil }
      defer { first = tree.next(first + 1) }
      return (first, first + 1)
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether other bytes are the same; compared eight at a time, because no step of reading is done more often.
  func holdsSame(as other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    var place = 0
    while count - place >= 8 {
      let own = loadUnaligned(fromByteOffset: place, as: UInt64.self)
      guard own == other.loadUnaligned(fromByteOffset: place, as: UInt64.self) else { return false }
      place += 8
    }
    while place < count {
      guard self[place] == other[place] else { return false }
      place += 1
    }
    return true
  }
}
