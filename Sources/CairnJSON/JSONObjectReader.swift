package import CairnMessages

/// Hands the members of one object to the fields of a message, and collects every fault.
package struct JSONObjectReader {
  private let members: [JSONMember]
  private let path: String
  private var isTaken: [Bool]
  private var knownNames: [String] = []
  private var faults: [(place: Int, fault: JSONFault)] = []

  private init(members: [JSONMember], path: String) {
    self.members = members
    self.path = path
    isTaken = Array(repeating: false, count: members.count)
  }

  /// Reads a message; what is faulty stays empty in it.
  static func message<M: JSONMessage>(
    _ type: M.Type, from value: JSONValue, at path: String, faults: inout [JSONFault]
  ) -> M {
    var message = M()
    guard case .object(let members) = value else {
      faults.append(.wrongType(at: path, expected: "an object", found: value))
      return message
    }
    var reader = JSONObjectReader(members: members, path: path)
    message.read(from: &reader)
    reader.reportUnknownMembers()
    faults += reader.faults.sorted { $0.place < $1.place }.map(\.fault)
    return message
  }

  /// Takes the member of a field, if it is given: not `null`, and under one of its names.
  private mutating func take(_ jsonName: String, _ name: String) -> (place: Int, path: String, value: JSONValue)? {
    knownNames.append(jsonName)
    var found: (place: Int, path: String, value: JSONValue)?
    for (place, member) in members.enumerated() where member.name == jsonName || member.name == name {
      isTaken[place] = true
      if found != nil {
        faults.append(
          (place, JSONFault(.givenTwice, path: pathOf(member.name), message: "is given above under its other name")))
      } else {
        found = (place, pathOf(member.name), member.value)
      }
    }
    return found?.value == .null ? nil : found
  }

  private func pathOf(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private mutating func reportUnknownMembers() {
    for (place, member) in members.enumerated() where !isTaken[place] {
      let near = Spelling.nearest(to: member.name, among: knownNames)
      let hint =
        near.map { "did you mean \($0)?" } ?? "the fields are \(knownNames.joined(separator: ", "))"
      faults.append((place, JSONFault(.unknownField, path: pathOf(member.name), message: "no such field: \(hint)")))
    }
  }

  /// Reads one value, or each element of a list, with a function that adds its own faults.
  private mutating func readOne<T>(
    _ jsonName: String, _ name: String, into field: inout T, _ read: (JSONValue, String, inout [JSONFault]) -> T?
  ) {
    guard let (place, path, value) = take(jsonName, name) else { return }
    var found: [JSONFault] = []
    if let result = read(value, path, &found) { field = result }
    faults += found.map { (place, $0) }
  }

  private mutating func readList<T>(
    _ jsonName: String, _ name: String, into field: inout [T], _ read: (JSONValue, String, inout [JSONFault]) -> T?
  ) {
    readOne(jsonName, name, into: &field) { value, path, faults in
      guard case .array(let elements) = value else {
        faults.append(.wrongType(at: path, expected: "a list", found: value))
        return nil
      }
      return elements.enumerated().compactMap { index, element in read(element, "\(path)[\(index)]", &faults) }
    }
  }

  /// Reads a value that JSON has its own form for.
  package mutating func read<T: JSONScalar>(_ jsonName: String, _ name: String, into field: inout T) {
    readOne(jsonName, name, into: &field, Self.scalar)
  }

  /// Reads a list of such values.
  package mutating func read<T: JSONScalar>(_ jsonName: String, _ name: String, into field: inout [T]) {
    readList(jsonName, name, into: &field, Self.scalar)
  }

  /// Reads bytes.
  package mutating func read(_ jsonName: String, _ name: String, into field: inout [UInt8]) {
    readOne(jsonName, name, into: &field, Self.octets)
  }

  /// Reads a list of byte strings.
  package mutating func read(_ jsonName: String, _ name: String, into field: inout [[UInt8]]) {
    readList(jsonName, name, into: &field, Self.octets)
  }

  /// Reads an enum.
  package mutating func read<E: EnumNumber>(_ jsonName: String, _ name: String, into field: inout E) {
    readOne(jsonName, name, into: &field, Self.enumeration)
  }

  /// Reads a list of enums.
  package mutating func read<E: EnumNumber>(_ jsonName: String, _ name: String, into field: inout [E]) {
    readList(jsonName, name, into: &field, Self.enumeration)
  }

  /// Reads a message.
  package mutating func read<M: JSONMessage>(_ jsonName: String, _ name: String, into field: inout M?) {
    readOne(jsonName, name, into: &field) { value, path, faults in
      Self.message(M.self, from: value, at: path, faults: &faults)
    }
  }

  /// Reads a list of messages.
  package mutating func read<M: JSONMessage>(_ jsonName: String, _ name: String, into field: inout [M]) {
    readList(jsonName, name, into: &field) { value, path, faults in
      Self.message(M.self, from: value, at: path, faults: &faults)
    }
  }
}
