import CairnMessages
import Certificates
import Foundation
import RPC
import Testing

/// Calls of systems that prove by certificate who they are.
@Suite(.timeLimit(.minutes(5))) struct CertifiedCallTests {
  private static func query(_ role: Role) -> QueryContext {
    QueryContext(actingPerson: "00000000-0000-7000-8000-000000000001", role: role, purpose: "operation")
  }

  /// Asks for something that anybody may have who is known.
  private static func ask(_ client: FrameClient, _ role: Role = .referrer, claiming agencyID: String? = nil)
    async throws
  {
    _ = try await client.call(
      AgencyServiceMethods.listAgencies, ListAgenciesRequest(context: query(role)),
      metadata: agencyID.map(TestCaller.claim) ?? Metadata())
  }

  private static func reason(_ call: () async throws -> Void) async -> String? {
    do {
      try await call()
      return nil
    } catch {
      let error = error as? RPCError
      return error.map { "\($0.code) \($0.errorInfo?.reason ?? "")" } ?? "\(type(of: error))"
    }
  }

  @Test func theCertificateSaysWhoCallsAndNothingElseDoes() async throws {
    try await CertifiedHub.make().serve { hub in
      try await hub.register("met", .police)
      let records = try await hub.enrol("met")
      try await hub.as(records) { client in
        try await Self.ask(client)
        // A claim is not even read: what only the hub may do is refused.
        let refused = await Self.reason {
          _ = try await client.call(
            LogServiceMethods.getHead, GetHeadRequest(context: Self.query(.operator)),
            metadata: TestCaller.claim("hub"))
        }
        #expect(refused == "permissionDenied NOT_PERMITTED")
        _ = try await client.call(
          ReferralServiceMethods.submitReferral, RunningHub.referral(), metadata: TestCaller.claim("hub"))
        let made = try await client.call(
          ReferralServiceMethods.listReferrals,
          ListReferralsRequest(
            context: QueryContext(
              actingPerson: "00000000-0000-7000-8000-000000000001", role: .referrer, purpose: "child-safeguarding")))
        #expect(made.referrals.count <= 1)
      }
      try await hub.enter(of: "hub", [.operator, .screener])
      let desk = try await hub.enrol("hub", "desk")
      try await hub.as(desk) { client in
        _ = try await client.call(LogServiceMethods.getHead, GetHeadRequest(context: Self.query(.operator)))
      }
    }
  }

  @Test func theServerHasToBeTheOneThatWasAskedFor() async throws {
    var hub = try await CertifiedHub.make()
    hub.name = "hub.example"
    try await hub.serve { hub in
      try await hub.enter(of: "hub", [.operator, .screener])
      let desk = try await hub.enrol("hub", "desk")
      let error = await #expect(throws: RPCError.self) { try await hub.as(desk) { try await Self.ask($0, .operator) } }
      #expect(error?.message.contains("certificate is not for this name") == true)
      // A server of another hub is none of ours, whatever names it has.
      _ = try await CertifiedHub.make().serve { other in
        let error = await #expect(throws: RPCError.self) {
          try await other.as(desk) { try await Self.ask($0, .operator) }
        }
        #expect(error?.message.contains("TLS failed") == true)
      }
    }
  }

  @Test func aRevokedSystemIsCutOffInTheMiddle() async throws {
    try await CertifiedHub.make().serve { hub in
      try await hub.register("met", .police)
      try await hub.enter(of: "hub", [.operator, .screener])
      let desk = try await hub.enrol("hub", "desk")
      let other = try await hub.enrol("hub", "other")
      try await hub.as(desk) { client in
        let stream = try await client.openStream(
          CaseServiceMethods.watchCases, WatchCasesRequest(context: RunningHub.screener))
        var messages = stream.responses.makeAsyncIterator()
        // The first one comes once the watch stands.
        #expect(try await messages.next() != nil)
        let began = ContinuousClock.now
        #expect(try await hub.revoke("hub", serial: desk.certificate.serial) == [desk.certificate.serial])
        await #expect(throws: RPCError.self) { while try await messages.next() != nil {} }
        #expect(await Self.reason { try await Self.ask(client, .operator) } == "unauthenticated ")
        #expect(ContinuousClock.now - began < .seconds(5))
      }
      try await hub.as(other) { try await Self.ask($0, .operator) }
      #expect(
        await Self.reason { _ = try await hub.revoke("hub", serial: desk.certificate.serial) }
          == "notFound CERTIFICATE_UNKNOWN")
    }
  }

  @Test func aSystemRenewsItselfAndNobodyElse() async throws {
    try await CertifiedHub.make().serve { hub in
      try await hub.register("met", .police)
      let first = try await hub.enrol("met")
      let request = RenewCertificateRequest(
        context: TestCaller.context(TestCaller.newID(), role: .referrer),
        signingRequest: try first.key.signingRequest())
      let renewed = try await hub.as(first) { client in
        let response = try await client.call(CertificateServiceMethods.renewCertificate, request)
        // Sent again it is answered with the same certificate, and no other is given.
        let again = try await client.call(CertificateServiceMethods.renewCertificate, request)
        #expect(again.chain == response.chain)
        return try EnrolledSystem(key: first.key, chain: try #require(response.chain))
      }
      #expect(renewed.certificate.uri == first.certificate.uri)
      #expect(renewed.certificate.serial != first.certificate.serial)
      for system in [first, renewed] { try await hub.as(system) { try await Self.ask($0) } }
      let listed = try await hub.operator.call(
        CertificateServiceMethods.listCertificates,
        ListCertificatesRequest(context: Self.query(.operator), agencyID: "met"))
      #expect(
        Set(listed.certificates.map(\.serial)) == [first.certificate.serial, renewed.certificate.serial])
      // The operator shows no certificate, and has none to renew.
      let unproven = await Self.reason {
        _ = try await hub.operator.call(
          CertificateServiceMethods.renewCertificate,
          RenewCertificateRequest(
            context: CertifiedHub.Serving.operator, signingRequest: try first.key.signingRequest()))
      }
      #expect(unproven == "failedPrecondition CERTIFICATE_NEEDED")
    }
  }

  @Test func aServerThatBeginsAnewBelievesWhomTheLogSays() async throws {
    let hub = try await CertifiedHub.make()
    let (good, revoked) = try await hub.serve { hub in
      try await hub.register("met", .police)
      let good = try await hub.enrol("met")
      let revoked = try await hub.enrol("met", "old")
      _ = try await hub.revoke("met", serial: revoked.certificate.serial)
      return (good, revoked)
    }
    try await hub.serve { hub in
      try await hub.as(good) { try await Self.ask($0) }
      let refused = await Self.reason { try await hub.as(revoked) { try await Self.ask($0) } }
      #expect(refused == "unauthenticated ")
      // The authority is the one that there was.
      let next = try await hub.enrol("met", "next")
      try await hub.as(next) { try await Self.ask($0) }
    }
  }

  @Test func anExpiredCertificateEndsWhatIsUnderWay() async throws {
    let hub = try await CertifiedHub.make()
    try await hub.serve { [clock = hub.clock] hub in
      try await hub.enter(of: "hub", [.operator, .screener])
      let desk = try await hub.enrol("hub", "desk", days: 1)
      try await hub.as(desk) { client in
        let stream = try await client.openStream(
          CaseServiceMethods.watchCases, WatchCasesRequest(context: RunningHub.screener))
        var messages = stream.responses.makeAsyncIterator()
        #expect(try await messages.next() != nil)
        clock.set(desk.certificate.validity.notAfter)
        await #expect(throws: RPCError.self) { while try await messages.next() != nil {} }
        #expect(await Self.reason { try await Self.ask(client, .operator) } == "unauthenticated ")
      }
    }
  }

  @Test func aConnectionThatIsOldIsFollowedByAnother() async throws {
    var hub = try await CertifiedHub.make()
    hub.connectionAgeMilliseconds = 200
    try await hub.serve { hub in
      try await hub.enter(of: "hub", [.operator, .screener])
      let desk = try await hub.enrol("hub", "desk")
      try await hub.as(desk) { client in
        let stream = try await client.openStream(
          CaseServiceMethods.watchCases, WatchCasesRequest(context: RunningHub.screener))
        var messages = stream.responses.makeAsyncIterator()
        #expect(try await messages.next() != nil)
        // It is told to go in an orderly way, and the next call goes over another connection.
        await #expect(throws: RPCError.self) { while try await messages.next() != nil {} }
        try await Self.ask(client, .operator)
      }
    }
  }

  @Test func whatCannotBeSignedIsRefusedWithEveryFault() async throws {
    try await CertifiedHub.make().serve { hub in
      do {
        _ = try await hub.operator.call(
          CertificateServiceMethods.enrolSystem,
          EnrolSystemRequest(
            context: CertifiedHub.Serving.operator, agencyID: "MET", system: "-", signingRequest: [1, 2], validDays: 91)
        )
        Issue.record("was not refused")
      } catch let error as RPCError {
        #expect(error.code == .invalidArgument)
        #expect(error.fieldViolations.map(\.field) == ["agency_id", "system", "signing_request", "valid_days"])
      }
      let unregistered = await Self.reason { _ = try await hub.enrol("met") }
      #expect(unregistered == "failedPrecondition AGENCY_NOT_REGISTERED")
    }
  }
}
