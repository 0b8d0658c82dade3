/// The names that protoc-c gives, after its c_helpers.cc.
enum CNames {
  /// "Cairn__V1__CaseView" of "cairn.v1" and "CaseView".
  static func type(_ name: String, in package: String) -> String {
    let parts = package.split(separator: ".").map { capitalised(String($0)) }
    return (parts + [name]).joined(separator: "__")
  }

  static func type(_ fullName: String) -> String {
    let parts = fullName.split(separator: ".")
    return type(String(parts.last ?? ""), in: parts.dropLast().joined(separator: "."))
  }

  /// "cairn__v1__case_view__descriptor"
  static func descriptor(_ name: String, in package: String) -> String {
    (package.split(separator: ".").map(String.init) + [snake(name), "descriptor"]).joined(separator: "__")
  }

  /// The function of the umbrella header that hands out a message's descriptor.
  static func descriptorFunction(_ name: String, in package: String) -> String {
    "cairn_get__" + descriptor(name, in: package)
  }

  /// The member of the C struct.
  static func member(_ field: String) -> String {
    let name = field.lowercased()
    return keywords.contains(name) ? name + "_" : name
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func snake(_ text: String) -> String {
    var result = ""
    var wasUpper = true
    for character in text {
      if character.isUppercase {
        if !wasUpper { result += "_" }
        result += character.lowercased()
      } else {
        result.append(character)
      }
      wasUpper = character.isUppercase
    }
    return result
  }

  private static let keywords: Set<String> = [
    "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl",
    "const", "const_cast", "continue", "default", "delete", "do", "double", "dynamic_cast", "else", "enum", "explicit",
    "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new",
    "not", "not_eq", "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast",
    "return", "short", "signed", "sizeof", "static", "static_cast", "struct", "switch", "template", "this", "throw",
    "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile",
    "wchar_t", "while", "xor", "xor_eq",
  ]
}
