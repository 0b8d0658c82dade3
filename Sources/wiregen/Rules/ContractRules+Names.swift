extension ContractRules {
  /// Names that the hand-written half of the Swift modules has taken.
  static let takenTypeNames: Set<String> = ["Message", "Method", "MethodKind", "EnumNumber"]

  /// Members that every generated type has.
  static let takenFieldNames: Set<String> = ["unknownFields", "protoName", "hashValue"]

  /// Names after which protoc-c would add an underscore.
  static let namesOfC: Set<String> = [
    "auto", "bool", "break", "case", "catch", "char", "class", "const", "continue", "default", "delete", "do", "double",
    "else", "enum", "explicit", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long",
    "mutable", "namespace", "new", "operator", "private", "protected", "public", "register", "return", "short",
    "signed",
    "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try", "typedef", "typename", "union",
    "unsigned", "using", "virtual", "void", "volatile", "while", "base",
  ]

  /// One Swift module holds all packages, so a type's name is unique; members do not clash with what each type has.
  static func unfitNames(in schema: Schema) -> [String] {
    var faults: [String] = []
    var owners: [String: String] = [:]
    let types =
      schema.messages.map { ($0.name, $0.fullName) } + schema.enums.map { ($0.name, $0.fullName) }
      + schema.services.map { (Names.methods(of: $0), $0.fullName) }
    for (name, fullName) in types {
      if takenTypeNames.contains(name) { faults.append("\(fullName): the name \(name) is taken in CairnMessages.") }
      if let owner = owners.updateValue(fullName, forKey: name) {
        faults.append("\(fullName): the name \(name) is taken by \(owner).")
      }
    }
    for message in schema.messages {
      for field in message.fields {
        let path = "\(message.fullName).\(field.name)"
        if takenFieldNames.contains(Names.plainMember(field.name)) || namesOfC.contains(field.name) {
          faults.append("\(path): the name is reserved: choose another.")
        }
        if field.name.contains(where: { !($0.isLowercase || $0.isNumber || $0 == "_") }) {
          faults.append("\(path): the name is not written in lower_snake_case.")
        }
      }
      if message.fields.count > 64 {
        faults.append("\(message.fullName): has more than 64 fields, which the gate's bitmap cannot hold.")
      }
    }
    return faults
  }

  /// The first value is zero and means "not given"; all values carry the enum's name, which Swift leaves out.
  static func unfitEnums(in schema: Schema) -> [String] {
    schema.enums.flatMap { type in
      let prefix = Names.upperSnake(type.name) + "_"
      var faults: [String] = []
      if type.values.first.map({ $0.number != 0 || $0.name != prefix + "UNSPECIFIED" }) ?? true {
        faults.append("\(type.fullName): the first value is \(prefix)UNSPECIFIED = 0.")
      }
      for value in type.values where !value.name.hasPrefix(prefix) {
        faults.append("\(type.fullName).\(value.name): begin the name with \(prefix).")
      }
      for value in type.values where Names.enumCase(value, of: type) == "unrecognized" {
        faults.append("\(type.fullName).\(value.name): the name is reserved: choose another.")
      }
      return faults
    }
  }
}
