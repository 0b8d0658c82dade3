internal import CDescriptorProto
internal import CProtobufC

extension DescriptorSet {
  /// Takes our field options out, and with them the file that defines them: protoc-c would emit an include of a header
  /// that does not exist.
  func stripOptions() throws(GenerationError) {
    let unwanted: (String) -> Bool = { $0 == optionsFile || $0 == "google/protobuf/descriptor.proto" }
    root.pointee.n_file = keep(count: root.pointee.n_file, of: root.pointee.file) { !unwanted(text($0.pointee.name)) }
    for file in files {
      if file.pointee.n_public_dependency > 0 || file.pointee.n_weak_dependency > 0 {
        throw GenerationError("\(text(file.pointee.name)): `import public` and `import weak` are not supported.")
      }
      file.pointee.n_dependency = keep(count: file.pointee.n_dependency, of: file.pointee.dependency) {
        !unwanted(text($0))
      }
      for message in elements(file.pointee.n_message_type, file.pointee.message_type) {
        for field in elements(message.pointee.n_field, message.pointee.field) {
          field.pointee.options?.pointee.base.n_unknown_fields = 0
        }
      }
    }
  }

  /// Moves the wanted pointers to the front and returns how many they are. The others are not freed: the process ends
  /// when it has written the stripped set.
  private func keep<T>(
    count: Int, of pointers: UnsafeMutablePointer<UnsafeMutablePointer<T>?>?,
    where isWanted: (UnsafeMutablePointer<T>) -> Bool
  ) -> Int {
    let wanted = elements(count, pointers).filter(isWanted)
    for (index, pointer) in wanted.enumerated() { pointers?[index] = pointer }
    return wanted.count
  }
}
