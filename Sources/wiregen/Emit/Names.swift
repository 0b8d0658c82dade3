/// How names of the contract are written in Swift and in C.
enum Names {
  private static let keywords: Set<String> = [
    "as", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else", "enum",
    "extension",
    "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "init", "inout", "internal",
    "is",
    "let", "nil", "operator", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static",
    "struct",
    "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]

  /// Words that Swift writes in one case throughout.
  private static let acronyms: [String: String] = ["id": "ID", "ids": "IDs", "url": "URL", "uri": "URI"]

  /// "case_ids" → "caseIDs", with backticks around a keyword.
  static func member(_ name: String) -> String { escaped(plainMember(name)) }

  /// "case_ids" → "caseIDs".
  static func plainMember(_ name: String) -> String {
    let words = name.split(separator: "_").map { $0.lowercased() }
    return (words.first ?? "") + words.dropFirst().map { acronyms[$0] ?? capitalised($0) }.joined()
  }

  /// "AGENCY_KIND_SOCIAL_CARE" of AgencyKind → "socialCare".
  static func enumCase(_ value: EnumValue, of type: EnumType) -> String {
    let prefix = upperSnake(type.name) + "_"
    return member(value.name.hasPrefix(prefix) ? String(value.name.dropFirst(prefix.count)) : value.name)
  }

  /// "GetCase" → "getCase".
  static func method(_ name: String) -> String { escaped(name.prefix(1).lowercased() + name.dropFirst()) }

  /// The namespace of a service's methods: "CaseServiceMethods".
  static func methods(of service: ServiceType) -> String { service.name + "Methods" }

  /// "cairn.v1.CaseView" → "CaseView".
  static func type(_ fullName: String) -> String { String(fullName.split(separator: ".").last ?? "") }

  /// "AgencyKind" → "AGENCY_KIND".
  static func upperSnake(_ name: String) -> String { lowerSnake(name).uppercased() }

  /// The name of a message's or an enum's C type: "cairn.v1.CaseView" → "Cairn__V1__CaseView".
  static func cType(_ fullName: String) -> String {
    fullName.split(separator: ".").map { capitalised(String($0)) }.joined(separator: "__")
  }

  /// The beginning of the names of a message's C functions: "cairn__v1__case_view".
  static func cPrefix(_ fullName: String) -> String {
    fullName.split(separator: ".").map { lowerSnake(String($0)) }.joined(separator: "__")
  }

  /// The Swift file for a contract file: "cairn/v1/case.proto" → "cairn.v1.case.swift".
  static func swiftFile(_ path: String) -> String {
    path.split(separator: "/").joined(separator: ".").replacing(".proto", with: ".swift")
  }

  private static func lowerSnake(_ name: String) -> String {
    var result = ""
    var wasUpper = true
    for character in name {
      if character.isUppercase && !wasUpper { result += "_" }
      wasUpper = character.isUppercase
      result += character.lowercased()
    }
    return result
  }

  private static func capitalised(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

  /// The name as it is, with backticks around a keyword.
  static func escaped(_ name: String) -> String { keywords.contains(name) ? "`\(name)`" : name }
}
