internal import Glibc
internal import SwiftASN1
internal import X509

/// A name under which clients reach a server, as its certificate states it.
package enum ServerName: Hashable, Sendable, CustomStringConvertible {
  /// A host's name, lower-case letters, digits, "-" and ".".
  case host(String)
  /// An IP address: 4 or 16 bytes.
  case address([UInt8], text: String)

  /// Reads a name: an IPv4 or IPv6 address, or a host's name.
  ///
  /// - Returns: `nil` if it is neither. A host's name has 1 to 253 letters, digits, "-" and ".".
  package init?(_ text: String) {
    if let bytes = Self.address(AF_INET, byteCount: 4, text) ?? Self.address(AF_INET6, byteCount: 16, text) {
      self = .address(bytes, text: text)
      return
    }
    let name = text.lowercased()
    guard (1...253).contains(name.utf8.count), !name.hasPrefix("."), !name.hasSuffix("."), !name.contains(".."),
      name.utf8.allSatisfy(Self.isOfHost)
    else { return nil }
    self = .host(name)
  }

  private static func address(_ family: CInt, byteCount: Int, _ text: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }

  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  package var description: String {
    switch self {
    case .host(let name): name
    case .address(_, let text): text
    }
  }

  var generalName: GeneralName {
    switch self {
    case .host(let name): .dnsName(name)
    case .address(let bytes, _): .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
    }
  }
}
