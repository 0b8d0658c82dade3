package import CairnMessages

/// A message that has a JSON form. The conformances are generated.
///
/// Source: the JSON mapping of Protocol Buffers 3. Names are written in lowerCamelCase and read in that form or as in the
/// contract; enums are names and read also as numbers; 64-bit numbers are texts and read also as numbers; bytes are base64.
/// Fields that a newer contract added are not in the JSON form.
package protocol JSONMessage: Message {
  /// A message of the fields that the reader's object has.
  init(from reader: inout JSONObjectReader)
  /// Gives the writer each field, by number.
  func write(to writer: inout JSONObjectWriter)
}

/// Reads a message from its JSON text, and finds every fault in it, not only the first.
///
/// - Throws: ``JSONSyntaxError`` if the text is no JSON; ``JSONFaults`` with all faults in the order of the text.
package func readJSON<M: JSONMessage>(
  _ type: M.Type, parsing text: [UInt8], limits: JSONLimits = .standard
) throws -> M {
  let tree = try JSONParser.tree(of: text, limits: limits)
  var faults: [JSONObjectReader.FoundFault] = []
  let message = JSONObjectReader.message(type, from: 0, of: tree, faults: &faults)
  guard faults.isEmpty else {
    // In the order of the text; where two are about the same value, as they were found.
    let ordered = faults.enumerated().sorted { ($0.element.node, $0.offset) < ($1.element.node, $1.offset) }
    throw JSONFaults(
      faults: ordered.map { _, found in
        JSONFault(found.code, path: tree.path(to: found.node), message: found.message)
      })
  }
  return message
}

/// Reads a message from its JSON text.
///
/// - Throws: ``JSONSyntaxError``, ``JSONFaults``.
package func readJSON<M: JSONMessage>(_ type: M.Type, parsing text: String) throws -> M {
  try readJSON(type, parsing: Array(text.utf8))
}

/// Writes a message on one line, its fields in the order of the contract.
///
/// - Parameter includingDefaults: also writes fields that are empty. Message-typed fields that are not given stay out.
package func writeJSON<M: JSONMessage>(_ message: M, includingDefaults: Bool = false) -> String {
  var bytes: [UInt8] = []
  JSONObjectWriter.append(message, includingDefaults: includingDefaults, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

/// Adds a message to bytes of UTF-8, as ``writeJSON(_:includingDefaults:)`` writes it without empty fields.
package func appendJSON<M: JSONMessage>(_ message: M, to bytes: inout [UInt8]) {
  JSONObjectWriter.append(message, includingDefaults: false, to: &bytes)
}
