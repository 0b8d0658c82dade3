package import CairnMessages

/// A message that has a JSON form. The conformances are generated.
///
/// Source: the JSON mapping of Protocol Buffers 3. Names are written in lowerCamelCase and read in that form or as in the
/// contract; enums are names and read also as numbers; 64-bit numbers are texts and read also as numbers; bytes are base64.
/// Fields that a newer contract added are not in the JSON form.
package protocol JSONMessage: Message {
  /// Takes the fields that the reader's object has.
  mutating func read(from reader: inout JSONObjectReader)
  /// Gives the writer each field, by number.
  func write(to writer: inout JSONObjectWriter)
}

/// Reads a message and finds every fault in it, not only the first.
///
/// - Throws: ``JSONFaults`` with all faults in the order of the text.
package func readJSON<M: JSONMessage>(_ type: M.Type, from value: JSONValue) throws(JSONFaults) -> M {
  var faults: [JSONFault] = []
  let message = JSONObjectReader.message(type, from: value, at: "", faults: &faults)
  guard faults.isEmpty else { throw JSONFaults(faults: faults) }
  return message
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
