internal import CairnDomain
internal import Certificates
internal import Commands
internal import Cryptography
internal import Glibc
internal import RPC
internal import Synchronization

/// The keys that sign certificates, in files beside the key-encryption key: the hub's root, and an authority for each agency.
/// Each is made when it is first needed.
final class HubAuthority: Sendable {
  private struct State {
    var root: Authority?
    var ofAgencies: [String: Authority] = [:]
    var server: (identity: TLSIdentity, renewAt: Int64)?
  }

  private let folder: String
  private let names: [ServerName]
  private let table: CertificateTable
  private let random: RandomSource
  private let now: @Sendable () -> Int64
  private let state = Mutex(State())

  private static let rootDays: Int64 = 7_300
  private static let authorityDays: Int64 = 730
  /// An authority that is valid for less than this signs no more; another one takes its place.
  private static let authorityDaysMin: Int64 = 180
  private static let serverDays: Int64 = 30
  /// A server that runs on takes another certificate when its own is so old.
  private static let serverRenewalDays: Int64 = 10
  private static let microsecondsADay: Int64 = 86_400_000_000
  private static let fileBytesMax = 16_384

  /// - Parameters:
  ///   - folder: of the files; made with mode 0700 if there is none.
  ///   - names: under which clients reach the server.
  ///   - table: what the log says already; a root that it rests on is not made anew.
  init(
    folder: String, names: [ServerName], table: CertificateTable, random: RandomSource,
    now: @escaping @Sendable () -> Int64
  ) {
    self.folder = folder
    self.names = names
    self.table = table
    self.random = random
    self.now = now
  }

  /// What the server shows to those who connect.
  ///
  /// - Throws: `KeyFile.Failure`, `CertificateFault`, `TLSFault`.
  func serverIdentity() throws -> TLSIdentity {
    try state.withLock { state in
      if let server = state.server, server.renewAt > now() { return server.identity }
      let root = try ownRoot(&state)
      let (certificate, key) = try root.server(
        named: names, serial: newSerial(), validity: Validity(days: Self.serverDays, nowMicroseconds: now()))
      let identity = try TLSIdentity(chain: [certificate], key: key, root: root.der)
      state.server = (identity, now() + Self.serverRenewalDays * Self.microsecondsADay)
      return identity
    }
  }

  // MARK: Keys

  private func ownRoot(_ state: inout State) throws -> Authority {
    if let root = state.root { return root }
    let file = PrivateFile(path: "\(folder)/root.pem")
    let root: Authority
    if let known = try read(file) {
      root = known
    } else {
      guard table.register.authorities.isEmpty else { throw KeyFile.Failure.missing(path: file.path) }
      root = try Authority.root(
        named: "hub", serial: newSerial(), validity: Validity(days: Self.rootDays, nowMicroseconds: now()))
      try makeFolder(folder)
      try file.write(Array(try root.pem().utf8))
    }
    state.root = root
    return root
  }

  private func authority(of agency: String, _ state: inout State) throws -> Authority {
    let root = try ownRoot(&state)
    let soonest = now() + Self.authorityDaysMin * Self.microsecondsADay
    let file = PrivateFile(path: "\(folder)/agencies/\(agency).pem")
    let known = try state.ofAgencies[agency] ?? read(file)
    if let known, known.validity.notAfter > soonest {
      state.ofAgencies[agency] = known
      return known
    }
    let authority = try root.authority(
      for: agency, serial: newSerial(), validity: Validity(days: Self.authorityDays, nowMicroseconds: now()))
    try makeFolder("\(folder)/agencies")
    try file.write(Array(try authority.pem().utf8), replaces: known != nil)
    state.ofAgencies[agency] = authority
    return authority
  }

  private func read(_ file: PrivateFile) throws(KeyFile.Failure) -> Authority? {
    guard let bytes = try file.read(bytesMax: Self.fileBytesMax) else { return nil }
    do throws(CertificateFault) {
      return try Authority(pem: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw .noAuthority(path: file.path)
    }
  }

  private func makeFolder(_ path: String) throws(KeyFile.Failure) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
  }

  private func newSerial() -> SerialNumber {
    guard let serial = SerialNumber(chance: random.bytes(SerialNumber.byteCount)) else {
      preconditionFailure("a serial number was drawn with another number of bytes")
    }
    return serial
  }
}

extension HubAuthority: CertificateIssuing {
  func root() throws(CommandError) -> [UInt8] {
    try unavailableOnFailure { try state.withLock { try ownRoot(&$0).der } }
  }

  func fault(inSigningRequest der: [UInt8]) -> String? {
    do throws(CertificateFault) {
      _ = try SigningRequest(der: der)
      return nil
    } catch {
      return error.description
    }
  }

  func offer(
    to agencyID: AgencyID, _ system: SystemName, signingRequest der: [UInt8], validDays: Int, nowMicroseconds: Int64
  ) throws(CommandError) -> CertificateOffer {
    guard let uri = SystemURI(agency: agencyID.description, system: system.description) else {
      preconditionFailure("the names of agencies and systems make a URI")
    }
    return try unavailableOnFailure {
      let signer = try state.withLock { try authority(of: agencyID.description, &$0) }
      let issued = try signer.certificate(
        for: uri, try SigningRequest(der: der), serial: newSerial(),
        validity: Validity(days: Int64(validDays), nowMicroseconds: nowMicroseconds))
      return CertificateOffer(
        certificate: issued.der, serial: issued.serial.description, publicKey: issued.publicKey.bytes,
        notAfter: issued.validity.notAfter,
        authority: .init(
          certificate: signer.der, publicKey: signer.digest.bytes, notAfter: signer.validity.notAfter))
    }
  }

  /// What is wrong with a file is for the operator; whoever calls is told that it cannot be done now.
  private func unavailableOnFailure<Value>(_ work: () throws -> Value) throws(CommandError) -> Value {
    do { return try work() } catch { throw .unavailable(reason: "the hub's certificate authority cannot be used") }
  }
}
