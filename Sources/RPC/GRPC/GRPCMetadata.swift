internal import CairnMessages
internal import FoundationEssentials
internal import NIOHPACK

/// Metadata as it stands among HTTP/2 headers: text as it is, any bytes in base64 under a key that ends in `-bin`.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, Custom-Metadata.
enum GRPCMetadata {
  /// The suffix of keys whose values are any bytes.
  static let binarySuffix = "-bin"

  /// Bytes in base64, without padding.
  static func base64(_ bytes: [UInt8]) -> String {
    var text = Data(bytes).base64EncodedString()
    while text.last == "=" { text.removeLast() }
    return text
  }

  /// Bytes of base64, padded or not; `nil` for a text that is none.
  static func bytes(base64 text: some StringProtocol) -> [UInt8]? {
    var text = text.drop { $0 == " " }
    while text.last == "=" || text.last == " " { text.removeLast() }
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return Data(base64Encoded: String(text) + padding).map(Array.init)
  }

  /// Adds a header's value to metadata; values of bytes may have been joined by commas on the way.
  ///
  /// - Returns: whether it is a value.
  static func add(_ key: String, _ value: String, to metadata: inout Metadata) -> Bool {
    guard key.hasSuffix(binarySuffix) else {
      metadata.add(key, value)
      return true
    }
    for part in value.split(separator: ",", omittingEmptySubsequences: false) {
      guard let bytes = bytes(base64: part) else { return false }
      metadata.add(key, bytes: bytes)
    }
    return true
  }

  /// Adds metadata to headers. Values are kept out of the compression's tables: they seldom come twice.
  static func write(_ metadata: Metadata, to headers: inout HPACKHeaders) {
    for piece in metadata.pieces {
      let value =
        piece.key.hasSuffix(binarySuffix) ? base64(piece.value) : String(decoding: piece.value, as: UTF8.self)
      headers.add(name: piece.key, value: value, indexing: .nonIndexable)
    }
  }
}
