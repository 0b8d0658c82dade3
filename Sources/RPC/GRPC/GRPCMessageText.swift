/// The text of a status on its way in a header: UTF-8 in which all but printable ASCII is percent-encoded.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, Status-Message.
package enum GRPCMessageText {
  private static let digits = Array("0123456789ABCDEF".utf8)
  private static let percent = UInt8(ascii: "%")

  private static func isPlain(_ byte: UInt8) -> Bool { (0x20...0x7E) ~= byte && byte != percent }

  /// For a header.
  package static func encoded(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isPlain) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes += [percent, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// From a header. What is no encoding stays as it is, since a text that can be read in part is better than none.
  package static func decoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(percent) else { return text }
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == percent, index + 2 < bytes.count, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    let capital = byte >= UInt8(ascii: "a") ? byte & 0xDF : byte
    return digits.firstIndex(of: capital).map(UInt8.init)
  }
}
