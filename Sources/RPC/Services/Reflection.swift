internal import CairnMessages

/// Answers what a server's contract is.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/server-reflection.md
struct Reflection: Sendable {
  private struct File {
    let imports: [String]
    let bytes: [UInt8]
  }

  private let files: [String: File]
  /// The name of the file that a symbol stands in.
  private let fileNames: [String: String]
  private let services: [String]

  init(files: [DescriptorFile], services: Set<String>) {
    self.files = Dictionary(
      uniqueKeysWithValues: files.map { file in
        guard let bytes = GRPCMetadata.bytes(base64: file.base64) else {
          preconditionFailure("\(file.name) is not described in base64")
        }
        return (file.name, File(imports: file.imports, bytes: bytes))
      })
    fileNames = Dictionary(uniqueKeysWithValues: files.flatMap { file in file.symbols.map { ($0, file.name) } })
    self.services = services.sorted()
  }

  /// The answer to a request. What cannot be answered is an answer, too: the stream goes on.
  func response(to request: ReflectionRequest) -> ReflectionResponse {
    var response = ReflectionResponse(validHost: request.host, originalRequest: request)
    if !request.fileByFilename.isEmpty {
      answer(&response, file: request.fileByFilename)
    } else if !request.fileContainingSymbol.isEmpty {
      answer(&response, file: fileNames[request.fileContainingSymbol])
    } else if request.fileContainingExtension != nil || !request.allExtensionNumbersOfType.isEmpty {
      response.errorResponse = ReflectionError(
        errorCode: StatusCode.notFound.rawValue, errorMessage: "the contract has no extensions")
    } else {
      response.listServicesResponse = ReflectedServices(service: services.map { ReflectedService(name: $0) })
    }
    return response
  }

  private func answer(_ response: inout ReflectionResponse, file name: String?) {
    guard let name, files[name] != nil else {
      response.errorResponse = ReflectionError(
        errorCode: StatusCode.notFound.rawValue, errorMessage: "the contract has no such file or symbol")
      return
    }
    response.fileDescriptorResponse = ReflectedFiles(fileDescriptorProto: withImports(name))
  }

  /// A file and all that it imports, each once.
  private func withImports(_ name: String) -> [[UInt8]] {
    var waiting = [name]
    var seen = Set(waiting)
    var bytes: [[UInt8]] = []
    while !waiting.isEmpty {
      guard let file = files[waiting.removeFirst()] else { continue }
      bytes.append(file.bytes)
      waiting += file.imports.filter { seen.insert($0).inserted }
    }
    return bytes
  }
}

extension MethodTable {
  /// Adds gRPC's reflection service in both of its versions, about the services that are in the table by then and itself.
  package mutating func registerReflection(of files: [DescriptorFile]) {
    let names = ["v1", "v1alpha"].map { "grpc.reflection.\($0).ServerReflection" }
    let reflection = Reflection(files: files, services: services.union(names))
    for name in names {
      let method = Method<ReflectionRequest, ReflectionResponse>(
        path: "/\(name)/ServerReflectionInfo", kind: .bidirectionalStreaming)
      registerStream(method, whenGoingAway: .ended) { requests, responses, _ in
        for try await request in requests { try await responses.send(reflection.response(to: request)) }
      }
    }
  }
}
