/// The contract as text, one line for each thing that others rely on. The committed one (`proto/contract.lock`) says what
/// was promised: lines are added to it and never changed or removed.
struct ContractLock: Hashable {
  private(set) var lines: [String]

  /// The lines of a contract, in its own order.
  init(of schema: Schema) {
    lines = []
    for file in schema.files {
      for message in file.messages {
        lines.append("message \(message.fullName)")
        for field in message.fields.sorted(by: { $0.number < $1.number }) {
          lines.append("field \(message.fullName) \(field.number) \(field.name) \(Self.type(of: field))")
        }
      }
      for type in file.enums {
        for value in type.values.sorted(by: { $0.number < $1.number }) {
          lines.append("value \(type.fullName) \(value.number) \(value.name)")
        }
      }
      for service in file.services {
        for method in service.methods {
          lines.append("method /\(service.fullName)/\(method.name) \(Self.signature(of: method))")
        }
      }
    }
  }

  /// Reads a committed lock; lines that begin with "#" are comments.
  init(text: String) {
    lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
  }

  /// What is committed.
  var text: String {
    """
    # What the contract has promised. Written by scripts/generate: lines are added and never changed or removed.

    """ + lines.map { $0 + "\n" }.joined()
  }

  /// What this contract, compared with an earlier one, no longer keeps; empty if it keeps everything.
  func breaks(with earlier: ContractLock) -> [String] {
    let kept = Set(lines)
    return earlier.lines.filter { !kept.contains($0) }.map(explain)
  }

  private func explain(_ lost: String) -> String {
    let words = lost.split(separator: " ").map(String.init)
    let now = lines.map { $0.split(separator: " ").map(String.init) }.filter { $0.first == words.first }
    switch (words.first, words.count) {
    case ("field", 5...), ("value", 4):
      let name = "\(words[1]).\(words[3])"
      if let other = now.first(where: { $0[1] == words[1] && $0[2] == words[2] }) {
        if other[3] != words[3] { return "\(name): its number \(words[2]) now belongs to \(other[3])." }
        return "\(name): was \(words[4...].joined(separator: " ")) and is now \(other[4...].joined(separator: " "))."
      }
      if let other = now.first(where: { $0[1] == words[1] && $0[3] == words[3] }) {
        return "\(name): had the number \(words[2]) and has now \(other[2])."
      }
      return "\(name): number \(words[2]) was removed; what was promised stays."
    case ("method", 4...6):
      if let other = now.first(where: { $0[1] == words[1] }) {
        return "\(words[1]): was \(Self.arrow(words[2...])) and is now \(Self.arrow(other[2...]))."
      }
      return "\(words[1]): the method was removed; what was promised stays."
    case ("message", 2):
      return "\(words[1]): the message was removed; what was promised stays."
    default:
      return "`\(lost)`: this line of the lock cannot be read: restore the file from the last release."
    }
  }

  /// "cairn.v1.A stream cairn.v1.B": the request, then the response, each after "stream" if there may be any number of it.
  private static func signature(of method: MethodType) -> String {
    (method.streamsRequests ? "stream " : "") + "\(method.request) "
      + (method.streamsResponses ? "stream " : "") + method.response
  }

  /// The words of a signature as a person reads them: "cairn.v1.A -> stream cairn.v1.B".
  private static func arrow(_ signature: ArraySlice<String>) -> String {
    let request = signature.prefix(signature.first == "stream" ? 2 : 1)
    return request.joined(separator: " ") + " -> " + signature.dropFirst(request.count).joined(separator: " ")
  }

  private static func type(of field: Field) -> String {
    let type =
      switch field.type {
      case .scalar(let scalar): "\(scalar)"
      case .message(let name), .enumeration(let name): name
      }
    return field.isRepeated ? "repeated \(type)" : type
  }
}
