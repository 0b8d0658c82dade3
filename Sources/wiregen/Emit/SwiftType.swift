extension Scalar {
  /// The Swift type of one value.
  var swiftType: String {
    switch self {
    case .double: "Double"
    case .float: "Float"
    case .int64, .sfixed64, .sint64: "Int64"
    case .uint64, .fixed64: "UInt64"
    case .int32, .sfixed32, .sint32: "Int32"
    case .uint32, .fixed32: "UInt32"
    case .bool: "Bool"
    case .string: "String"
    case .bytes: "[UInt8]"
    }
  }

  /// The value that is not written to the wire.
  var swiftDefault: String {
    switch self {
    case .bool: "false"
    case .string: "\"\""
    case .bytes: "[]"
    default: "0"
    }
  }
}

extension MessageType {
  /// From so many fields whose copies are counted, a message holds them behind one reference: messages are handed on far
  /// more often than they are changed, and a copy then costs one count.
  private static let countedFieldsMin = 4

  /// Whether its fields stand behind a reference.
  var isBoxed: Bool { fields.count(where: \.isCounted) >= Self.countedFieldsMin }
}

extension Field {
  /// Whether a copy of its value counts a reference.
  fileprivate var isCounted: Bool {
    if isRepeated { return true }
    return switch type {
    case .scalar(.string), .scalar(.bytes), .message: true
    case .scalar, .enumeration: false
    }
  }

  /// The Swift type of one element.
  var elementType: String {
    switch type {
    case .scalar(let scalar): scalar.swiftType
    case .message(let name), .enumeration(let name): Names.type(name)
    }
  }

  /// The Swift type of the whole field.
  var swiftType: String {
    if isRepeated { return "[\(elementType)]" }
    if case .message = type { return elementType + "?" }
    return elementType
  }

  /// The field's value when nothing is given.
  var swiftDefault: String {
    if isRepeated { return "[]" }
    return switch type {
    case .scalar(let scalar): scalar.swiftDefault
    case .message: "nil"
    case .enumeration: ".unspecified"
    }
  }

  /// The field's name in Swift.
  var swiftName: String { Names.member(name) }

  /// An expression that is true when the field is not written to the wire.
  var emptiness: String {
    if isRepeated { return "\(swiftName).isEmpty" }
    return switch type {
    case .scalar(.string), .scalar(.bytes): "\(swiftName).isEmpty"
    case .scalar(.bool): "!\(swiftName)"
    default: "\(swiftName) == \(swiftDefault)"
    }
  }
}
