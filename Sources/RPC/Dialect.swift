/// What is spoken on a connection.
package enum Dialect: String, Hashable, Sendable, CaseIterable {
  /// Cairn frames.
  case frames
  /// gRPC over HTTP/2.
  case grpc

  /// Its name in a TLS handshake. Source: RFC 7301; RFC 9113 section 3.2.
  package var applicationProtocol: String {
    switch self {
    case .frames: "cairn/1"
    case .grpc: "h2"
    }
  }

  /// The dialect that a handshake named.
  init?(applicationProtocol: String?) {
    guard let dialect = Self.allCases.first(where: { $0.applicationProtocol == applicationProtocol }) else {
      return nil
    }
    self = dialect
  }

  /// The dialect of whoever begins with this byte: HTTP/2 begins with `PRI`, and the first letter tells it from frames.
  /// What is neither is answered as frames are. Source: RFC 9113 section 3.4.
  init(firstByte: UInt8) { self = firstByte == UInt8(ascii: "P") ? .grpc : .frames }
}
