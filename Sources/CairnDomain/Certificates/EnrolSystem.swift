package import CairnMessages

/// An `EnrolSystemRequest` that can be understood.
package struct EnrolSystem: Hashable, Sendable {
  /// Who asks, when and why.
  package let context: DecisionContext
  package let agencyID: AgencyID
  package let system: SystemName
  /// How long the certificate is to be valid.
  package let validDays: Int

  /// Reads a request.
  ///
  /// - Parameter signingRequestFault: what is wrong with its signing request, which only cryptography can tell; `nil` if
  ///   nothing is.
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(
    validating request: EnrolSystemRequest, signingRequestFault: String?, from caller: Caller
  ) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let agencyID = faults.readAgencyID(request.agencyID, at: "agency_id")
    let system = SystemName(request.system)
    if request.system.isEmpty {
      faults.add(.required, at: "system")
    } else if system == nil {
      faults.add(.systemForm, at: "system")
    }
    faults.checkSigning(request.signingRequest, fault: signingRequestFault, validDays: request.validDays)
    try faults.rejectIfAny()
    guard let context, let agencyID, let system else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.agencyID = agencyID
    self.system = system
    validDays = Limits.validDays(request.validDays)
  }
}

/// A `RenewCertificateRequest` that can be understood.
package struct RenewCertificate: Hashable, Sendable {
  /// Who asks, when and why.
  package let context: DecisionContext
  /// The certificate that proves who asks.
  package let presented: CertificateRegister.Entry
  /// How long the certificate is to be valid.
  package let validDays: Int

  /// Reads a request.
  ///
  /// - Parameter signingRequestFault: as in `EnrolSystem`.
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(
    validating request: RenewCertificateRequest, signingRequestFault: String?,
    presenting presented: CertificateRegister.Entry, from caller: Caller
  ) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    faults.checkSigning(request.signingRequest, fault: signingRequestFault, validDays: request.validDays)
    try faults.rejectIfAny()
    guard let context else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.presented = presented
    validDays = Limits.validDays(request.validDays)
  }
}

extension Faults {
  fileprivate mutating func checkSigning(_ request: [UInt8], fault: String?, validDays: UInt32) {
    if request.isEmpty {
      add(.required, at: "signing_request")
    } else if let fault {
      add(.signingRequest, at: "signing_request", detail: "\(Rule.signingRequest.message): \(fault)")
    }
    if validDays > UInt32(Limits.certificateDaysMax) { add(.certificateDays, at: "valid_days") }
  }

  /// An agency's id that must be there; the hub's own is one.
  mutating func readAgencyID(_ text: String, at path: @autoclosure () -> String) -> AgencyID? {
    guard !text.isEmpty else {
      add(.required, at: path())
      return nil
    }
    let agencyID = AgencyID(text)
    if agencyID == nil { add(.agencyIDForm, at: path()) }
    return agencyID
  }
}

extension Limits {
  /// Longest validity of a certificate.
  static let certificateDaysMax = 90
  /// Validity of a certificate for which none is asked.
  package static let certificateDaysDefault = 30
  /// Certificates that an agency may have at a time, revoked and expired ones not counted.
  static let certificatesMax = 256

  fileprivate static func validDays(_ days: UInt32) -> Int { days == 0 ? certificateDaysDefault : Int(days) }
}
