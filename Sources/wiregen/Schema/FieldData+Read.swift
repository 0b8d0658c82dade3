internal import CDescriptorProto
internal import CProtobufC

/// Number of the extension `cairn.data` of `google.protobuf.FieldOptions`.
let fieldDataExtensionNumber: UInt32 = 50001

extension FieldData {
  /// Reads the option from where protobuf-c leaves extensions: among the unknown fields of `FieldOptions`.
  ///
  /// - Parameter names: the values of the enums `cairn.Category` and `cairn.Subject`.
  init?(options: UnsafePointer<Google__Protobuf__FieldOptions>?, names: OptionNames) {
    guard let options else { return nil }
    let unknown = UnsafeBufferPointer(
      start: options.pointee.base.unknown_fields, count: Int(options.pointee.base.n_unknown_fields))
    var numbers: [UInt64: UInt64] = [:]
    var isFound = false
    for field in unknown where field.tag == fieldDataExtensionNumber {
      isFound = true
      var reader = VarintReader(bytes: UnsafeBufferPointer(start: field.data, count: field.len))
      _ = reader.next()  // the length of the message, which is the rest of the data
      while let tag = reader.next(), tag & 7 == 0, let value = reader.next() {
        numbers[tag >> 3] = value
      }
    }
    guard isFound else { return nil }
    category = names.categories[numbers[1] ?? 0] ?? "category \(numbers[1] ?? 0)"
    subject = names.subjects[numbers[2] ?? 0] ?? "subject \(numbers[2] ?? 0)"
    isSealed = numbers[3] == 1
    isContributor = numbers[4] == 1
    isClassification = numbers[5] == 1
  }
}

/// The names of the option's numbers, read from the contract itself.
struct OptionNames {
  var categories: [UInt64: String] = [:]
  var subjects: [UInt64: String] = [:]
}

/// Reads one base-128 number after another.
struct VarintReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// The next number; `nil` at the end.
  mutating func next() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.count, shift < 64 {
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
