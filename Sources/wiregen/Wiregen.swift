internal import Foundation

/// Generates the Swift side of the contract and holds the contract to its rules. `scripts/generate` runs it.
@main
enum Wiregen {
  static let usage = """
    usage: wiregen strip SET OUT        write the descriptor set without our field options, for protoc-c
           wiregen check SET            hold the contract to its rules
           wiregen breaking SET LOCK    compare the contract with what was promised
           wiregen lock SET OUT         write what is promised
           wiregen swift SET ROOT       write the generated sources under ROOT
           wiregen descriptors SET ROOT write the contract's own description under ROOT; SET has no source info and was stripped
    SET is what `protoc --include_imports --include_source_info --descriptor_set_out=SET` wrote.
    """

  static func main() {
    do throws(GenerationError) {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("wiregen: \(error)\n".utf8))
      exit(1)
    }
  }

  /// Runs one subcommand.
  static func run(_ arguments: [String]) throws(GenerationError) {
    guard arguments.count >= 2 else { throw GenerationError(usage) }
    let set = try DescriptorSet(bytes: readBytes(arguments[1]))
    switch (arguments[0], arguments.count) {
    case ("strip", 3):
      try set.stripOptions()
      try write(set.packed(), to: arguments[2])
    case ("check", 2):
      _ = try checkedSchema(set)
    case ("breaking", 3):
      let promised = ContractLock(text: String(decoding: try readBytes(arguments[2]), as: UTF8.self))
      try refuse(ContractLock(of: Schema(reading: set)).breaks(with: promised), "The contract breaks its promises")
    case ("lock", 3):
      try write(Array(ContractLock(of: checkedSchema(set)).text.utf8), to: arguments[2])
    case ("swift", 3):
      for file in generatedFiles(for: try checkedSchema(set)) {
        try write(Array(file.text.utf8), to: arguments[2] + "/" + file.path)
      }
    case ("descriptors", 3):
      let file = DescriptorsEmitter.file(for: set)
      try write(Array(file.text.utf8), to: arguments[2] + "/" + file.path)
    default:
      throw GenerationError(usage)
    }
  }

  /// Everything that is generated besides protoc-c's own output.
  static func generatedFiles(for schema: Schema) -> [GeneratedFile] {
    MessagesEmitter.files(for: schema) + CategoriesEmitter.files(for: schema) + CodecEmitter.files(for: schema)
      + JSONEmitter.files(for: schema)
      + SamplesEmitter.files(for: schema) + [UmbrellaEmitter.file(for: schema)]
  }

  private static func checkedSchema(_ set: borrowing DescriptorSet) throws(GenerationError) -> Schema {
    let schema = Schema(reading: set)
    try refuse(ContractRules.faults(in: schema), "The contract does not keep to its rules")
    return schema
  }

  private static func refuse(_ faults: [String], _ heading: String) throws(GenerationError) {
    guard faults.isEmpty else {
      throw GenerationError(heading + ":\n" + faults.map { "  " + $0 }.joined(separator: "\n"))
    }
  }

  private static func readBytes(_ path: String) throws(GenerationError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw GenerationError("\(path): cannot be read.")
    }
    return [UInt8](data)
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(GenerationError) {
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    } catch {
      throw GenerationError("\(path): cannot be written: \(error.localizedDescription)")
    }
  }
}
