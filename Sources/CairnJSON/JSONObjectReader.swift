package import CairnMessages

/// Hands the members of one object to the fields of a message, and collects every fault.
package struct JSONObjectReader {
  typealias FoundFault = (node: Int, code: JSONFault.Code, message: String)

  private let tree: JSONTree
  /// The node of the first member's name that no field has taken, and where the members end.
  private var first: Int
  private let end: Int
  /// Names of members behind the first that were taken already; none where members come in the contract's order.
  private var takenAhead: [Int] = []
  /// The names of all fields, once somebody must be told of them.
  private var knownNames: [(json: String, contract: String)]?
  private var faults: [FoundFault] = []

  private init(tree: JSONTree, object: Int, knowingNames: Bool = false) {
    self.tree = tree
    first = object + 1
    end = tree.next(object)
    if knowingNames { knownNames = [] }
  }

  /// Reads a message; what is faulty stays empty in it.
  static func message<M: JSONMessage>(
    _ type: M.Type, from node: Int, of tree: JSONTree, faults: inout [FoundFault]
  ) -> M {
    guard tree.nodes[node].kind == .object else {
      faults.appendWrongType(node, expected: "an object", in: tree)
      return M()
    }
    var reader = JSONObjectReader(tree: tree, object: node)
    let message = M(from: &reader)
    if reader.hasUntakenMembers {
      // Read again, and listened to: what the fields are called is wanted only now.
      reader = JSONObjectReader(tree: tree, object: node, knowingNames: true)
      _ = M(from: &reader)
      reader.reportUntakenMembers()
    }
    if !reader.faults.isEmpty { faults += reader.faults }
    return message
  }

  /// Takes the member of a field, if it is given: not `null`, and under one of its names.
  private mutating func take(_ jsonName: StaticString, _ name: StaticString) -> Int? {
    knownNames?.append(("\(jsonName)", "\(name)"))
    var member = first
    while member < end {
      if !takenAhead.contains(member), tree.isText(member, jsonName) || tree.isText(member, name) {
        taken(member)
        return tree.nodes[member + 1].kind == .null ? nil : member + 1
      }
      member = tree.next(member + 1)
    }
    return nil
  }

  private mutating func taken(_ member: Int) {
    guard member == first else { return takenAhead.append(member) }
    repeat { first = tree.next(first + 1) } while takenAhead.contains(first)
  }

  private var hasUntakenMembers: Bool {
    var member = first
    while member < end {
      if !takenAhead.contains(member) { return true }
      member = tree.next(member + 1)
    }
    return false
  }

  private mutating func reportUntakenMembers() {
    var member = first
    while member < end {
      if !takenAhead.contains(member) { faults.append(untaken(member)) }
      member = tree.next(member + 1)
    }
  }

  private func untaken(_ member: Int) -> FoundFault {
    let name = tree.text(of: member)
    let knownNames = knownNames ?? []
    if knownNames.contains(where: { $0.json == name || $0.contract == name }) {
      return (member, .givenTwice, "is given above under its other name")
    }
    let names = knownNames.map(\.json)
    let near = Spelling.nearest(to: name, among: names)
    let hint = near.map { "did you mean \($0)?" } ?? "the fields are \(names.joined(separator: ", "))"
    return (member, .unknownField, "no such field: \(hint)")
  }

  /// Reads one value with a function that adds its own faults.
  private mutating func readOne<T>(
    _ jsonName: StaticString, _ name: StaticString, orElse empty: T, _ read: (Int, JSONTree, inout [FoundFault]) -> T?
  ) -> T {
    guard let node = take(jsonName, name) else { return empty }
    return read(node, tree, &faults) ?? empty
  }

  /// Reads each element of a list in that way.
  private mutating func readList<T>(
    _ jsonName: StaticString, _ name: StaticString, _ read: (Int, JSONTree, inout [FoundFault]) -> T?
  ) -> [T] {
    readOne(jsonName, name, orElse: []) { node, tree, faults in
      guard tree.nodes[node].kind == .array else {
        faults.appendWrongType(node, expected: "a list", in: tree)
        return nil
      }
      var elements: [T] = []
      for element in tree.elements(of: node) {
        if let value = read(element, tree, &faults) { elements.append(value) }
      }
      return elements
    }
  }

  /// Reads a value that JSON has its own form for.
  package mutating func read<T: JSONScalar>(_ jsonName: StaticString, _ name: StaticString) -> T {
    readOne(jsonName, name, orElse: .empty, Self.scalar)
  }

  /// Reads a list of such values.
  package mutating func read<T: JSONScalar>(_ jsonName: StaticString, _ name: StaticString) -> [T] {
    readList(jsonName, name, Self.scalar)
  }

  /// Reads bytes.
  package mutating func read(_ jsonName: StaticString, _ name: StaticString) -> [UInt8] {
    readOne(jsonName, name, orElse: [], Self.octets)
  }

  /// Reads a list of byte strings.
  package mutating func read(_ jsonName: StaticString, _ name: StaticString) -> [[UInt8]] {
    readList(jsonName, name, Self.octets)
  }

  /// Reads an enum.
  package mutating func read<E: EnumNumber>(_ jsonName: StaticString, _ name: StaticString) -> E {
    readOne(jsonName, name, orElse: E(rawValue: 0), Self.enumeration)
  }

  /// Reads a list of enums.
  package mutating func read<E: EnumNumber>(_ jsonName: StaticString, _ name: StaticString) -> [E] {
    readList(jsonName, name, Self.enumeration)
  }

  /// Reads a message.
  package mutating func read<M: JSONMessage>(_ jsonName: StaticString, _ name: StaticString) -> M? {
    readOne(jsonName, name, orElse: nil) { node, tree, faults in
      Self.message(M.self, from: node, of: tree, faults: &faults)
    }
  }

  /// Reads a list of messages.
  package mutating func read<M: JSONMessage>(_ jsonName: StaticString, _ name: StaticString) -> [M] {
    readList(jsonName, name) { node, tree, faults in
      Self.message(M.self, from: node, of: tree, faults: &faults)
    }
  }
}
