package import CairnMessages
package import Identifiers

/// A `RevokeCertificatesRequest` that can be understood.
package struct RevokeCertificates: Hashable, Sendable {
  /// Who asks, when and why.
  package let context: DecisionContext
  fileprivate let agencyID: AgencyID
  /// `nil`: all that the agency has.
  fileprivate let serial: String?
  fileprivate let reason: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: RevokeCertificatesRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let agencyID = faults.readAgencyID(request.agencyID, at: "agency_id")
    if request.all != request.serial.isEmpty {
      faults.add(.oneOrAll, at: "serial")
    } else if !request.all, !Self.isSerial(request.serial) {
      faults.add(.serialForm, at: "serial")
    }
    faults.checkRequired(request.reason, bytesMax: Limits.shortTextBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let agencyID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.agencyID = agencyID
    serial = request.all ? nil : request.serial
    reason = request.reason
  }

  private static func isSerial(_ text: String) -> Bool {
    text.utf8.count == 32
      && text.utf8.allSatisfy { $0.asciiDigit != nil || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
  }
}

extension CertificateDecider {
  /// Revokes one certificate of an agency, or all that stand.
  ///
  /// - Parameter stream: of the hub's certificates.
  /// - Throws: `Rejection` CERTIFICATE_UNKNOWN if the agency has none that could be revoked.
  package static func decide(
    _ command: RevokeCertificates, on stream: Identifier128, _ state: CertificateRegister
  ) throws(Rejection) -> [StreamDecision] {
    let now = command.context.recordedAtMicroseconds
    let revoked = state.standing(of: command.agencyID, at: now).filter { entry in
      command.serial.map { $0 == entry.serial } ?? true
    }
    guard !revoked.isEmpty else {
      throw Rejection(
        .notFound, reason: "CERTIFICATE_UNKNOWN",
        message: "the agency has no such certificate that stands: list its certificates")
    }
    let events = revoked.sorted { $0.serial < $1.serial }.map { entry in
      DomainEvent.certificateRevoked(
        CertificateRevoked(
          agencyID: entry.agencyID.description, serial: entry.serial, reason: command.reason, revokedAtUs: now,
          occurredAt: command.context.occurredAt.text))
    }
    return [decision(events, on: stream)]
  }
}
