/// The contract as the generator sees it: plain values, read once from a descriptor set.
struct Schema: Hashable {
  /// The contract's own files, in the order of their dependencies.
  var files: [SchemaFile] = []
  /// What the generator cannot express, each naming where it stands.
  var refusals: [String] = []
  /// The categories of data that an agreement decides over: those of the options but for "unspecified" and "structure".
  var categories: [EnumValue] = []

  /// All messages of all files.
  var messages: [MessageType] { files.flatMap(\.messages) }
  /// All enums of all files.
  var enums: [EnumType] { files.flatMap(\.enums) }
  /// All services of all files.
  var services: [ServiceType] { files.flatMap(\.services) }
}

/// One `.proto` file.
struct SchemaFile: Hashable {
  /// Path in the import root: "cairn/v1/case.proto".
  var path: String
  /// "cairn.v1"
  var package: String
  var messages: [MessageType] = []
  var enums: [EnumType] = []
  var services: [ServiceType] = []
}

struct MessageType: Hashable {
  /// "Case", unqualified.
  var name: String
  /// "cairn.v1.Case"
  var fullName: String
  var comment: String
  var fields: [Field]
}

struct Field: Hashable {
  /// As in the contract: "date_of_birth".
  var name: String
  /// As in JSON: "dateOfBirth".
  var jsonName: String
  var number: Int32
  var type: FieldType
  var isRepeated: Bool
  var comment: String
  /// What the field says of itself; `nil` if it says nothing.
  var data: FieldData?
}

/// The option `(cairn.data)` of a field.
struct FieldData: Hashable {
  /// Name of the category; "CATEGORY_UNSPECIFIED" if not given.
  var category: String
  /// Name of the subject; "SUBJECT_UNSPECIFIED" if not given.
  var subject: String
  var isSealed: Bool
  /// Whether it names the agency whose information its message is.
  var isContributor = false
  /// Whether it holds the code of a category that its message belongs to.
  var isClassification = false

  /// Whether it tells nothing about a person.
  var isStructure: Bool { category == "STRUCTURE" }
}

enum FieldType: Hashable {
  case scalar(Scalar)
  /// Full name of the message.
  case message(String)
  /// Full name of the enum.
  case enumeration(String)
}

/// The scalar types of proto3, by the number that a descriptor gives them.
enum Scalar: Int32, Hashable {
  case double = 1
  case float = 2
  case int64 = 3
  case uint64 = 4
  case int32 = 5
  case fixed64 = 6
  case fixed32 = 7
  case bool = 8
  case string = 9
  case bytes = 12
  case uint32 = 13
  case sfixed32 = 15
  case sfixed64 = 16
  case sint32 = 17
  case sint64 = 18
}

struct EnumType: Hashable {
  var name: String
  var fullName: String
  var comment: String
  var values: [EnumValue]
}

struct EnumValue: Hashable {
  var name: String
  var number: Int32
  var comment: String
}

struct ServiceType: Hashable {
  var name: String
  var fullName: String
  var comment: String
  var methods: [MethodType]
}

struct MethodType: Hashable {
  var name: String
  var comment: String
  /// Full name of the request.
  var request: String
  /// Full name of the response.
  var response: String
  /// Whether any number of requests may be sent.
  var streamsRequests: Bool
  /// Whether any number of responses may be sent.
  var streamsResponses: Bool
}
