package import CairnMessages

/// An agreement with all its versions, as its events tell of it. How far each has come depends on the day as well.
package struct AgreementRecord: Hashable, Sendable {
  /// One version: what the parties sign, and who has.
  package struct Version: Hashable, Sendable {
    package let agreement: Agreement
    /// RFC 3339.
    package let draftedAt: String
    /// In the order in which they came.
    package internal(set) var signatures: [AgreementSignature] = []
  }

  /// Whether the parties, or the hub for them, have put a stop to it.
  package enum Standing: Hashable, Sendable {
    case standing
    case suspended
    case ended
  }

  /// The version of number n stands at n − 1; never empty.
  package private(set) var versions: [Version]
  package private(set) var standing = Standing.standing
  /// Why it was suspended, resumed or ended, the last of these; empty if it never was.
  package private(set) var reason = ""

  init?(_ drafted: AgreementDrafted) {
    guard let agreement = drafted.agreement else { return nil }
    versions = [Version(agreement: agreement, draftedAt: drafted.occurredAt)]
  }

  mutating func evolve(_ event: DomainEvent) {
    switch event {
    case .agreementDrafted(let drafted):
      guard let agreement = drafted.agreement else { return }
      versions.append(Version(agreement: agreement, draftedAt: drafted.occurredAt))
    case .agreementSigned(let signed):
      guard let signature = signed.signature, let index = index(ofVersion: signed.version) else { return }
      versions[index].signatures.append(signature)
    case .agreementSuspended(let suspended): (standing, reason) = (.suspended, suspended.reason)
    case .agreementResumed(let resumed): (standing, reason) = (.standing, resumed.reason)
    case .agreementEnded(let ended): (standing, reason) = (.ended, ended.reason)
    default: return
    }
  }

  private func index(ofVersion number: UInt32) -> Int? {
    let index = Int(number) - 1
    return versions.indices.contains(index) ? index : nil
  }

  /// A version by its number, from 1; `nil` if there is none.
  package func version(_ number: UInt32) -> Version? {
    index(ofVersion: number).map { versions[$0] }
  }

  /// The number of the last version.
  package var lastNumber: UInt32 { UInt32(versions.count) }

  /// The last version.
  package var last: Version { versions[versions.count - 1] }
}

extension AgreementRecord.Version {
  /// The parties' agencies, in the order of the agreement.
  package var partyIDs: [String] { agreement.parties.map(\.agencyID) }

  /// Whether an agency is a party.
  package func hasParty(_ agencyID: AgencyID) -> Bool {
    agreement.parties.contains { $0.agencyID == agencyID.description }
  }

  /// The agencies that have yet to sign, in the order of the agreement.
  package var awaitedIDs: [String] {
    partyIDs.filter { party in !signatures.contains { $0.agencyID == party } }
  }

  /// Whether every party has signed.
  package var isSignedByAll: Bool { awaitedIDs.isEmpty }
}
