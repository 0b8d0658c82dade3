internal import Foundation

let usage = """
  usage: wiregen strip IN OUT
         wiregen header IN OUT
         wiregen swift IN OUTDIR_MESSAGES OUTDIR_CODEC OUTDIR_JSON

  IN is a FileDescriptorSet: protoc --include_imports --include_source_info --descriptor_set_out=IN …

  """

do {
  let arguments = Array(CommandLine.arguments.dropFirst())
  switch (arguments.first, arguments.count) {
  case ("strip", 3):
    let set = try DescriptorSet(path: arguments[1])
    set.stripOptions()
    try write(Data(set.packed()), to: arguments[2])
  case ("header", 3):
    let contract = try Contract(DescriptorSet(path: arguments[1]))
    try write(Data(contract.umbrellaHeader().utf8), to: arguments[2])
  case ("swift", 5):
    let contract = try Contract(DescriptorSet(path: arguments[1]))
    try contract.checkDataOptions()
    let emitter = try SwiftEmitter(contract)
    for file in contract.files {
      let name = file.baseName
      try write(Data(emitter.messages(file).utf8), to: "\(arguments[2])/\(name).swift")
      guard !file.messages.isEmpty else { continue }
      try write(Data(emitter.codec(file).utf8), to: "\(arguments[3])/\(name)+Wire.swift")
      try write(Data(emitter.json(file).utf8), to: "\(arguments[4])/\(name)+JSON.swift")
    }
  default:
    throw GenerationError(usage)
  }
} catch {
  FileHandle.standardError.write(Data("wiregen: \(error)\n".utf8))
  exit(1)
}

func write(_ data: Data, to path: String) throws {
  try data.write(to: URL(fileURLWithPath: path))
}
