import Certificates
import Testing

@Suite struct AuthorityTests {
  /// 2026-11-23T10:00:00Z.
  static let now: Int64 = 1_795_428_000_000_000
  static let day: Int64 = 86_400_000_000

  static func serial(_ byte: UInt8) throws -> SerialNumber {
    try #require(SerialNumber(chance: [UInt8](repeating: byte, count: SerialNumber.byteCount)))
  }

  static func root() throws -> Authority {
    try .root(named: "hub", serial: serial(1), validity: Validity(days: 7_300, nowMicroseconds: now))
  }

  static func authority(for agency: String, under root: Authority) throws -> Authority {
    try root.authority(for: agency, serial: serial(2), validity: Validity(days: 730, nowMicroseconds: now))
  }

  @Test func aSystemGetsWhatItsAgencysAuthoritySays() throws {
    let authority = try Self.authority(for: "met", under: try Self.root())
    let key = CertificateKey()
    let request = try SigningRequest(der: try key.signingRequest())
    let uri = try #require(SystemURI(agency: "met", system: "records"))
    let issued = try authority.certificate(
      for: uri, request, serial: try Self.serial(0xFF), validity: Validity(days: 30, nowMicroseconds: Self.now))
    #expect(issued.publicKey == request.digest && issued.authority == authority.digest)
    // The first two bits are 0 and 1.
    #expect(issued.serial.description == "7f" + String(repeating: "ff", count: 15))

    let read = try SystemCertificate(der: issued.der)
    #expect(read.uri == uri && read.serial == issued.serial.description && read.publicKey == issued.publicKey)
    #expect(read.validity == issued.validity)
    #expect(read.validity.notAfter == Self.now + 30 * Self.day)
    #expect(read.validity.notBefore < Self.now)
  }

  @Test func whoseKeySignedItIsFoundByTheKeyAlone() throws {
    let root = try Self.root()
    let authority = try Self.authority(for: "met", under: root)
    // Of the same name in every field, and with another key.
    let namesake = try Self.authority(for: "met", under: root)
    let issued = try authority.certificate(
      for: try #require(SystemURI(agency: "met", system: "records")),
      try SigningRequest(der: try CertificateKey().signingRequest()), serial: try Self.serial(3),
      validity: Validity(days: 30, nowMicroseconds: Self.now))
    let read = try SystemCertificate(der: issued.der)
    #expect(read.isSigned(byAuthority: authority.der))
    #expect(!read.isSigned(byAuthority: namesake.der) && !read.isSigned(byAuthority: root.der))
    #expect(!read.isSigned(byAuthority: [1, 2, 3]))
  }

  @Test func nothingIsValidLongerThanItsAuthority() throws {
    let root = try Authority.root(
      named: "hub", serial: try Self.serial(1), validity: Validity(days: 10, nowMicroseconds: Self.now))
    let authority = try Self.authority(for: "met", under: root)
    #expect(authority.validity.notAfter == root.validity.notAfter)
    let issued = try authority.certificate(
      for: try #require(SystemURI(agency: "met", system: "records")),
      try SigningRequest(der: try CertificateKey().signingRequest()), serial: try Self.serial(3),
      validity: Validity(days: 30, nowMicroseconds: Self.now))
    #expect(issued.validity.notAfter == root.validity.notAfter)
  }

  @Test func anAuthorityIsReadAsItWasWritten() throws {
    let authority = try Self.authority(for: "met", under: try Self.root())
    let text = try authority.pem()
    let read = try Authority(pem: text)
    #expect(read.der == authority.der && read.digest == authority.digest)
    let other = try Self.authority(for: "met", under: try Self.root())
    // The key of one and the certificate of the other.
    let mixed = CertificateKey().pem + PEMText.ofCertificates([other.der])
    for bad in [mixed, "", PEMText.ofCertificates([other.der]), String(text.prefix(200))] {
      #expect(throws: CertificateFault.unreadable) { try Authority(pem: bad) }
    }
  }

  @Test func aServersCertificateProvesNoSystem() throws {
    let names = try ["hub.example", "127.0.0.1", "::1"].map { try #require(ServerName($0)) }
    let (certificate, _) = try Self.root().server(
      named: names, serial: try Self.serial(4), validity: Validity(days: 30, nowMicroseconds: Self.now))
    #expect(throws: CertificateFault.notForClients) { try SystemCertificate(der: certificate) }
  }
}
