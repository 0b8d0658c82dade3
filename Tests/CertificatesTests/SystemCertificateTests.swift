import Certificates
import CertificatesTestSupport
import Testing

@Suite struct SystemCertificateTests {
  private static func fault(_ change: (inout Forgery) -> Void) throws -> CertificateFault? {
    var forgery = Forgery()
    change(&forgery)
    let made = try forgery.made(by: nil)
    do throws(CertificateFault) {
      _ = try SystemCertificate(der: made.der)
      return nil
    } catch {
      return error
    }
  }

  @Test func theFormIsHeldToInEveryPoint() throws {
    #expect(try Self.fault { _ in } == nil)
    #expect(try Self.fault { $0.isAuthority = true } == .isAuthority)
    #expect(try Self.fault { $0.isForClients = false } == .notForClients)
    let badNames: [[String]] = [
      [], ["spiffe://met/records", "spiffe://met/records"], ["https://met/records"], ["spiffe://met"],
      ["spiffe://met/records/deep"], ["spiffe://met/"], ["spiffe:///records"], ["spiffe://met/rec%6frds"],
      ["spiffe://MET/records"], ["spiffe://met:1/records"], ["spiffe://met/records?x"],
    ]
    for names in badNames { #expect(try Self.fault { $0.names = names } == .otherNames, "\(names)") }
  }

  @Test func bytesThatAreNoneAreUnreadable() throws {
    let der = try Forgery().made(by: nil).der
    for bytes in [[], [0x30], Array(der.dropLast()), der + [0]] {
      #expect(throws: CertificateFault.unreadable) { try SystemCertificate(der: bytes) }
    }
  }

  @Test func aSigningRequestIsSignedByTheKeyThatItIsFor() throws {
    let request = try CertificateKey().signingRequest()
    _ = try SigningRequest(der: request)
    var other = request
    // Within the signature, which stands at the end.
    other[other.count - 3] ^= 1
    #expect(throws: CertificateFault.self) { try SigningRequest(der: other) }
    #expect(throws: CertificateFault.unreadable) { try SigningRequest(der: []) }
    #expect(throws: CertificateFault.unreadable) {
      try SigningRequest(der: [UInt8](repeating: 0x30, count: SigningRequest.bytesMax + 1))
    }
  }

  @Test(arguments: ["hub.example", "localhost", "127.0.0.1", "::1", "HUB.example"])
  func namesOfServers(text: String) {
    #expect(ServerName(text)?.description == text.lowercased())
  }

  @Test(arguments: ["", "hub example", ".hub", "hub..example", "https://hub", "*.example", "hub:7400"])
  func whatNamesNoServer(text: String) { #expect(ServerName(text) == nil) }

  @Test func requestsAreReadFromFilesOfEitherKind() throws {
    let request = try CertificateKey().signingRequest()
    #expect(PEMText.signingRequest(in: request) == request)
    #expect(PEMText.certificates(in: "no lines of PEM") == nil)
    let der = try Forgery().made(by: nil).der
    #expect(PEMText.certificates(in: PEMText.ofCertificates([der, der])) == [der, der])
  }
}
