package import CairnMessages

/// Metadata of a call or of its answer, in the order in which it was added; a key may come more than once.
package struct Metadata: Hashable, Sendable {
  /// Most pieces in one head.
  package static let countMax = 64
  /// Longest key, in bytes.
  package static let keyBytesMax = 128

  /// The pieces as they travel.
  package private(set) var pieces: [Metadatum]

  /// Metadata of pieces, not yet checked.
  package init(_ pieces: [Metadatum] = []) { self.pieces = pieces }

  /// Whether there is none.
  package var isEmpty: Bool { pieces.isEmpty }

  /// The first value of a key as text, `nil` if there is none or it is not UTF-8.
  package subscript(_ key: String) -> String? {
    self[bytes: key].flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// The first value of a key.
  package subscript(bytes key: String) -> [UInt8]? { pieces.first { $0.key == key }?.value }

  /// Adds a text value.
  package mutating func add(_ key: String, _ value: String) { add(key, bytes: Array(value.utf8)) }

  /// Adds a value of any bytes; the key ends in `-bin` then.
  package mutating func add(_ key: String, bytes value: [UInt8]) {
    var piece = Metadatum()
    piece.key = key
    piece.value = value
    pieces.append(piece)
  }

  /// This and then the other.
  func followed(by other: Metadata) -> Metadata { isEmpty ? other : Metadata(pieces + other.pieces) }

  /// What is wrong with the metadata by gRPC's rules, or `nil`.
  ///
  /// Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, Custom-Metadata.
  package var fault: String? {
    guard pieces.count <= Self.countMax else { return "\(pieces.count) pieces of metadata; at most \(Self.countMax)" }
    for (index, piece) in pieces.enumerated() {
      let key = piece.key.utf8
      guard !key.isEmpty, key.count <= Self.keyBytesMax, key.allSatisfy(Self.isKeyByte) else {
        return "metadata[\(index)]: a key is 1 to \(Self.keyBytesMax) of a-z, 0-9, '-', '_' and '.'"
      }
      guard !piece.key.hasPrefix("grpc-") else { return "metadata[\(index)]: keys in 'grpc-' are reserved" }
      guard piece.key.hasSuffix("-bin") || piece.value.allSatisfy({ (0x20...0x7E).contains($0) }) else {
        return "metadata[\(index)]: a value is printable ASCII unless its key ends in '-bin'"
      }
    }
    return nil
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }
}
