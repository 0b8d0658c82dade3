internal import Certificates
internal import Foundation
internal import Glibc

@testable internal import RPC

/// A hub's root, and what stands under it.
struct TestIdentities {
  let server: TLSIdentity
  let client: TLSIdentity
  /// The client's certificates and key for programs that are not ours, by the names of their files.
  private let files: [String: String]

  /// Writes `root.pem`, `certificate.pem` and `key.pem` into a folder.
  func write(to folder: URL) throws {
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
  }

  private static func pem(_ der: [UInt8]) -> String {
    let base64 = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN CERTIFICATE-----\n\(base64)\n-----END CERTIFICATE-----\n"
  }

  init() throws {
    let validity = Validity(days: 1, nowMicroseconds: 1_000_000 * Int64(time(nil)))
    func serial(_ byte: UInt8) throws -> SerialNumber {
      guard let serial = SerialNumber(chance: [UInt8](repeating: byte, count: SerialNumber.byteCount)) else {
        throw TestFailure("no serial number")
      }
      return serial
    }
    let root = try Authority.root(named: "hub", serial: try serial(1), validity: validity)
    guard let address = ServerName("127.0.0.1"), let uri = SystemURI(agency: "met", system: "records") else {
      throw TestFailure("no names")
    }
    let own = try root.server(named: [address], serial: try serial(2), validity: validity)
    server = try TLSIdentity(chain: [own.certificate], key: own.key, root: root.der)
    let authority = try root.authority(for: "met", serial: try serial(3), validity: validity)
    let key = CertificateKey()
    let issued = try authority.certificate(
      for: uri, try SigningRequest(der: try key.signingRequest()), serial: try serial(4), validity: validity)
    client = try TLSIdentity(chain: [issued.der, authority.der], key: key, root: root.der)
    files = [
      "root.pem": Self.pem(root.der), "certificate.pem": Self.pem(issued.der) + Self.pem(authority.der),
      "key.pem": key.pem,
    ]
  }
}
