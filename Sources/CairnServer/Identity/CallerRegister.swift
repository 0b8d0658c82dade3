package import CairnDomain
package import CairnMessages
internal import RPC

/// On whose word the server takes who is calling.
package struct CallerRegister: Sendable {
  /// Whether a caller on loopback TCP is believed what it claims. For trying things out, never for real records.
  package var believesClaims: Bool
  /// Who is behind a user of this machine on a Unix socket, by user id.
  package var unixUsers: [UInt32: UnixIdentity]
  /// Who is behind a certificate; filled from the log by the server that uses it.
  var certificates = CertificateTable()

  /// An agency and the one role that a user of this machine acts in.
  package struct UnixIdentity: Hashable, Sendable {
    package let agencyID: AgencyID
    package let role: Role

    /// An identity of its fields.
    package init(agencyID: AgencyID, role: Role) {
      self.agencyID = agencyID
      self.role = role
    }
  }

  /// The metadata key under which a caller claims its agency.
  package static let agencyClaimKey = "cairn-agency"

  /// A register of its fields.
  package init(believesClaims: Bool, unixUsers: [UInt32: UnixIdentity]) {
    self.believesClaims = believesClaims
    self.unixUsers = unixUsers
  }

  /// The agency that calls in that role, and how it is known to be that one.
  ///
  /// - Throws: UNAUTHENTICATED if the server cannot know who calls; PERMISSION_DENIED if the caller acts in a role that
  ///   is not theirs.
  func agency(of context: CallContext, actingAs role: Role?) throws(RPCError) -> ProvenAgency {
    switch context.peer {
    case .unix(let userID, _, _):
      guard let identity = unixUsers[userID] else {
        throw RPCError(
          .unauthenticated, "user \(userID) of this machine is not known to this server: start it with --unix-user",
          details: [.errorInfo(reason: "UNIX_USER_UNKNOWN", domain: "cairn")])
      }
      guard role == nil || role == .unspecified || role == identity.role else {
        throw RPCError(
          .permissionDenied,
          "user \(userID) of this machine is \(identity.agencyID)/\(identity.role.code ?? "") on this socket",
          details: [.errorInfo(reason: "ROLE_NOT_YOURS", domain: "cairn")])
      }
      // Somebody has to register the first person.
      let isOperator = identity.agencyID == .hub && identity.role == .operator
      return ProvenAgency(agencyID: identity.agencyID, proof: .unixUser, isHeldToRegister: !isOperator)
    case .tcp(_, let isLoopback):
      guard believesClaims, isLoopback else {
        throw RPCError(
          .unauthenticated,
          "this server believes no claims over TCP: show a certificate, use its Unix socket, or start it with --insecure",
          details: [.errorInfo(reason: "CLAIM_NOT_BELIEVED", domain: "cairn")])
      }
      guard let claim = context.metadata[Self.agencyClaimKey], let agencyID = AgencyID(claim) else {
        throw RPCError(
          .unauthenticated, "metadata \(Self.agencyClaimKey) must name the agency that calls",
          details: [.errorInfo(reason: "CLAIM_MISSING", domain: "cairn")])
      }
      // Who is believed which agency they are of is believed who they are.
      return ProvenAgency(agencyID: agencyID, proof: .claim, isHeldToRegister: false)
    case .system(let certificate, _):
      do throws(CertificateRefusal) {
        let entry = try certificates.entry(for: certificate)
        return ProvenAgency(agencyID: entry.agencyID, proof: .certificate(entry), isHeldToRegister: true)
      } catch {
        throw RPCError(
          .unauthenticated, error.message, details: [.errorInfo(reason: error.reason, domain: "cairn")])
      }
    }
  }

  /// Lets in whoever might be known: who shows a certificate, if it stands; all others are asked when they call.
  var admission: PeerAdmission {
    PeerAdmission { [certificates] peer in
      guard case .system(let certificate, _) = peer else { return nil }
      do throws(CertificateRefusal) {
        _ = try certificates.entry(for: certificate)
        return nil
      } catch {
        return error.message
      }
    }
  }
}
