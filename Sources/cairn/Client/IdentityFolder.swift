internal import CairnMessages
internal import CairnServer
internal import Certificates
internal import Foundation
internal import RPC

/// A folder with what a system proves itself by, as `cairn agency enrol` writes it: `certificate.pem` (its certificate, then
/// its agency's authority), `key.pem`, and `root.pem`, by which it knows the hub's servers.
struct IdentityFolder: Sendable {
  let path: String

  private static let fileBytesMax = 65_536
  private var certificateFile: PrivateFile { PrivateFile(path: "\(path)/certificate.pem") }
  private var keyFile: PrivateFile { PrivateFile(path: "\(path)/key.pem") }
  private var rootFile: PrivateFile { PrivateFile(path: "\(path)/root.pem") }

  /// What is in the folder cannot be used.
  struct Unusable: ExitCoded {
    let path: String
    let what: String
    let exitCode = EX_NOPERM

    var description: String {
      "\(path): \(what). It takes a folder as `cairn agency enrol` writes it: certificate.pem, key.pem and root.pem."
    }
  }

  /// The folder cannot be made.
  struct NotMade: ExitCoded {
    let path: String
    let reason: String
    let exitCode = EX_IOERR

    var description: String { "\(path) cannot be made (\(reason)): name a folder that is not there yet." }
  }

  /// What the system shows and whom it believes, and what its own certificate says.
  func read() throws -> (tls: TLSIdentity, certificate: SystemCertificate) {
    let chain = try certificates(in: certificateFile)
    let root = try certificates(in: rootFile)
    let key = try readKey()
    do {
      let certificate = try SystemCertificate(der: chain[0])
      return (try TLSIdentity(chain: chain, key: key, root: root[0]), certificate)
    } catch {
      throw Unusable(path: path, what: "the certificate cannot be used: \(error)")
    }
  }

  /// The private key.
  func readKey() throws -> CertificateKey {
    guard let bytes = try keyFile.read(bytesMax: Self.fileBytesMax) else {
      throw Unusable(path: path, what: "there is no key.pem")
    }
    guard let key = CertificateKey(pem: String(decoding: bytes, as: UTF8.self)) else {
      throw Unusable(path: path, what: "key.pem does not hold a P-256 key")
    }
    return key
  }

  private func certificates(in file: PrivateFile) throws -> [[UInt8]] {
    guard let bytes = try file.read(bytesMax: Self.fileBytesMax) else {
      throw Unusable(path: path, what: "certificate.pem or root.pem is missing")
    }
    guard let ders = PEMText.certificates(in: String(decoding: bytes, as: UTF8.self)) else {
      throw Unusable(path: path, what: "certificate.pem or root.pem holds something else than certificates")
    }
    return ders
  }

  /// Makes the folder, which must not be there yet, for its owner alone.
  func make() throws {
    guard mkdir(path, 0o700) == 0 else {
      throw NotMade(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// Takes the folder away again, when nothing came of it.
  func remove() { try? FileManager.default.removeItem(atPath: path) }

  func write(_ key: CertificateKey) throws { try keyFile.write(Array(key.pem.utf8)) }

  /// - Parameter replaces: whether there is a certificate already, which goes in the same moment.
  func write(_ chain: IssuedChain, replaces: Bool = false) throws {
    try rootFile.write(Array(PEMText.ofCertificates([chain.root]).utf8), replaces: replaces)
    try certificateFile.write(
      Array(PEMText.ofCertificates([chain.certificate, chain.authority]).utf8), replaces: replaces)
  }
}
