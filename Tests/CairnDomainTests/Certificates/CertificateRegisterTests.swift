import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct CertificateRegisterTests {
  private typealias Of = CertificateSamples

  private static func refusal(
    _ register: CertificateRegister, _ claim: CertificateRegister.Claim = Of.claim(), signedBy authority: UInt8 = 1,
    at now: Int64 = Of.now
  ) -> CertificateRefusal? {
    do throws(CertificateRefusal) {
      _ = try register.entry(for: claim, signedBy: [authority], at: now)
      return nil
    } catch {
      return error
    }
  }

  @Test func anEmptyRegisterBelievesNobody() {
    #expect(Self.refusal(CertificateRegister()) == .otherAgency)
    #expect(Self.refusal(Of.register(Of.authority())) == .unknown)
  }

  @Test func whatTheLogHoldsIsBelievedAndNothingBesides() {
    let register = Of.register(Of.authority(), Of.authority(2, of: "st-marys"), Of.authority(3), Of.issued())
    #expect(Self.refusal(register) == nil)
    // Each thing that a certificate says is held to the log, and so is the key that signed it.
    #expect(Self.refusal(register, Of.claim(serial: String(repeating: "4b", count: 16))) == .unknown)
    #expect(Self.refusal(register, Of.claim(system: "other")) == .unknown)
    #expect(Self.refusal(register, Of.claim(publicKey: [3])) == .unknown)
    #expect(Self.refusal(register, signedBy: 2) == .otherAgency)
    #expect(Self.refusal(register, Of.claim(agency: "st-marys")) == .otherAgency)
    #expect(Self.refusal(register, Of.claim(agency: "st-marys"), signedBy: 2) == .unknown)
    // Another authority of the same agency did not sign it.
    #expect(Self.refusal(register, signedBy: 3) == .unknown)
    #expect(Self.refusal(register, signedBy: 4) == .otherAgency)
  }

  @Test func aCertificateEndsWhenItIsRevokedOrExpires() {
    let register = Of.register(Of.authority(), Of.issued())
    #expect(Self.refusal(register, at: Of.now + 30 * Of.day - 1) == nil)
    #expect(Self.refusal(register, at: Of.now + 30 * Of.day) == .expired)
    #expect(Self.refusal(Of.register(Of.authority(), Of.issued(), Of.revoked())) == .revoked)
    // Read a second time, its issue does not take the revocation back.
    #expect(Self.refusal(Of.register(Of.authority(), Of.issued(), Of.revoked(), Of.issued())) == .revoked)
  }

  @Test func anAuthorityIsOneAgencysForEver() {
    let register = Of.register(Of.authority(), Of.authority(1, of: "st-marys"))
    #expect(register.authorities[[1]]?.agencyID.description == "met")
    #expect(register.authorities(of: "st-marys").isEmpty && register.authorities(of: "met").count == 1)
  }

  @Test func whatHasExpiredIsForgottenWithTheNextIssue() {
    let later = String(repeating: "4c", count: 16)
    let register = Of.register(Of.authority(), Of.issued(), Of.issued(later, at: Of.now + 31 * Of.day))
    #expect(Array(register.entries.keys) == [later])
    #expect(register.standing(of: Samples.police, at: Of.now + 31 * Of.day).map(\.serial) == [later])
  }

  @Test func everyRefusalSaysWhatToDo() {
    for refusal in [CertificateRefusal.unknown, .otherAgency, .revoked, .expired] {
      #expect(refusal.reason.hasPrefix("CERTIFICATE_") && refusal.message.contains(": "))
    }
  }
}
