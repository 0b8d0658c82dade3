internal import CDescriptorProto
internal import CProtobufC

/// The file that defines the options: it describes the contract and is not part of it.
let optionsFile = "cairn/options.proto"

/// Packages that are not ours: their files are there only because ours import them.
private let foreignPrefix = "google/"

extension Schema {
  /// Reads the whole contract; what cannot be expressed is collected in ``refusals``, nothing is left out silently.
  init(reading set: borrowing DescriptorSet) {
    var names = OptionNames()
    for file in set.files where text(file.pointee.name) == optionsFile {
      names = OptionNames(from: file)
      let comments = Comments(of: file)
      for (index, enumeration) in elements(file.pointee.n_enum_type, file.pointee.enum_type).enumerated()
      where text(enumeration.pointee.name) == "Category" {
        categories = elements(enumeration.pointee.n_value, enumeration.pointee.value).enumerated().map {
          position, value in
          EnumValue(
            name: text(value.pointee.name), number: value.pointee.number,
            comment: comments[5, Int32(index), 2, Int32(position)])
        }.filter { $0.number > 1 }
      }
    }
    for file in set.files {
      let path = text(file.pointee.name)
      if path == optionsFile || path.hasPrefix(foreignPrefix) { continue }
      var reader = FileReader(file: file, names: names)
      files.append(reader.read())
      refusals += reader.refusals
    }
  }
}

extension OptionNames {
  fileprivate init(from file: UnsafePointer<CFile>) {
    for enumeration in elements(file.pointee.n_enum_type, file.pointee.enum_type) {
      let values = elements(enumeration.pointee.n_value, enumeration.pointee.value)
        .map { (UInt64(UInt32(bitPattern: $0.pointee.number)), text($0.pointee.name)) }
      switch text(enumeration.pointee.name) {
      case "Category": categories = Dictionary(values, uniquingKeysWith: { first, _ in first })
      case "Subject": subjects = Dictionary(values, uniquingKeysWith: { first, _ in first })
      default: break
      }
    }
  }
}
