/// The contract as the generator sees it: plain values, no C.
struct Contract {
  var files: [ContractFile] = []
  /// Names of the values of cairn.Category and cairn.Subject by number.
  var categories: [Int32: String] = [:]
  var subjects: [Int32: String] = [:]
}

struct ContractFile {
  /// "cairn/v1/case.proto"
  var path: String
  /// "cairn.v1"
  var package: String
  var messages: [ContractMessage] = []
  var enums: [ContractEnum] = []
  var services: [ContractService] = []

  /// "case"
  var baseName: String { String(path.split(separator: "/").last?.split(separator: ".").first ?? "") }
}

struct ContractMessage {
  var name: String
  var package: String
  var comment: String
  var fields: [ContractField]
}

struct ContractField {
  /// "case_id"
  var name: String
  /// "caseId"
  var jsonName: String
  var number: Int32
  var kind: FieldKind
  var isRepeated: Bool
  var comment: String
  var data: FieldData?
}

/// The option (cairn.data) of a field.
struct FieldData {
  var category: Int32 = 0
  var subject: Int32 = 0
  var sealed = false
}

enum FieldKind: Equatable {
  case string, bytes, bool, int32, int64, uint32, uint64
  /// Fully qualified: "cairn.v1.Rag".
  case enumeration(String)
  case message(String)
}

struct ContractEnum {
  var name: String
  var package: String
  var comment: String
  var values: [ContractEnumValue]
}

struct ContractEnumValue {
  var name: String
  var number: Int32
  var comment: String
}

struct ContractService {
  var name: String
  var package: String
  var comment: String
  var methods: [ContractMethod]
}

struct ContractMethod {
  var name: String
  var request: String
  var response: String
  var comment: String
}
