import CairnMessages
import RPC
import Testing

/// Cases that were joined are one: what is sealed in one of them is sealed wherever it is shown.
extension SealTests {
  @Test func whatIsSealedStaysSealedWhereItIsJoined() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      let other = try await client.refer(Self.child).caseIDs[0]
      try await client.grant(.standard, of: other, to: TestCaller.referringAgency)
      try await client.seal(["location"], of: other)
      try await client.contributeSealed("of the other", to: other)
      let token = try #require(try await client.attach(other, to: caseID).receipt?.streams.first?.token)
      let view = try await client.show(caseID, after: token)
      #expect(view.attached.map { $0.child?.addresses } == [[]] && view.child?.addresses.isEmpty == true)
      #expect(view.seals.isEmpty)
      let ofOwner = try await client.show(caseID, after: token, as: .supervisor)
      #expect(ofOwner.seals.map { $0.statements.map(\.text) } == [[], ["of the other"]])
      // It is released where it was placed, as the view says.
      #expect(Set(ofOwner.seals.map(\.caseID)) == [other])
      let sealed = try #require(ofOwner.seals.first { $0.statements.isEmpty }?.terms?.sealID)
      try await client.release(sealed, of: other)
      #expect(try await client.show(caseID).child?.addresses == [Self.address])
      #expect(try await client.timeline(caseID, as: .supervisor).contains { $0.text == "of the other" })
      #expect(try await !client.timeline(caseID).contains { $0.text == "of the other" })
    }
  }

  /// What was released in a case is gone again with the case, from the one that goes on in its place too.
  @Test func whatWasReleasedInASealedCaseIsGoneFromTheOneThatGoesOn() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      let other = try await client.refer(Self.child).caseIDs[0]
      let sealed = try await client.contributeSealed("of the other", to: other, as: .manager)
      try await client.release(sealed.sealID, of: other, as: .manager)
      let token = try #require(try await client.attach(other, to: caseID).receipt?.streams.first?.token)
      #expect(try await client.show(caseID, after: token).seals.count == 1)
      try await client.sealCase(other)
      #expect(try await client.show(caseID).seals.isEmpty)
    }
  }

  @Test func whatASealedCaseMatchedIsNotToldByTheOneThatGoesOn() async throws {
    try await RunningHub.run { hub in
      let client = hub.client
      let going = try await client.refer().caseIDs[0]
      let joined = try await client.refer(Self.child).caseIDs[0]
      let token = try #require(try await client.attach(joined, to: going).receipt?.streams.first?.token)
      let third = try await client.refer(Self.child)
      _ = try await client.show(third.caseIDs[0], after: try #require(third.receipt?.streams.last?.token))
      #expect(try await client.show(going, after: token).matches.map(\.caseID) == third.caseIDs)
      try await client.sealCase(joined)
      #expect(try await client.show(going).matches.isEmpty)
    }
  }

  /// The same child stands in both.
  @Test func withTheCaseThatGoesOnThoseAreSealedThatItGoesOnFor() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      let joined = try await client.refer(Self.child).caseIDs[0]
      let token = try #require(try await client.attach(joined, to: caseID).receipt?.streams.last?.token)
      #expect(try await client.show(joined, after: token).status == .joined)
      try await client.sealCase(caseID)
      #expect(try await statusOf { _ = try await client.show(joined) } == .notFound)
      #expect(try await hub.list { $0.statuses = [.joined] }.cases.isEmpty)
      // Nor does a page of one stand empty where it would be.
      let other = try await client.refer()
      let page = try await hub.list { request in
        request.statuses = [.joined, .received]
        request.sort = .received
        request.pageSize = 1
        request.afterToken = other.receipt?.streams.last?.token ?? ""
      }
      #expect(page.cases.map(\.caseID) == other.caseIDs)
      #expect(try await client.show(joined, as: .manager).joinedIntoCaseID == caseID)
    }
  }

  @Test func aSealedCaseThatWasJoinedIsGoneFromWhereItIs() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      let other = try await client.refer(Self.child).caseIDs[0]
      let token = try #require(try await client.attach(other, to: caseID).receipt?.streams.first?.token)
      #expect(try await client.show(caseID, after: token).attached.map(\.caseID) == [other])
      let entries = try await client.timeline(caseID).filter { $0.kind == .caseOpened }
      try await client.sealCase(other)
      #expect(try await client.show(caseID).attached.isEmpty)
      let left = try await client.timeline(caseID).filter { $0.kind == .caseOpened }
      #expect(entries.count == 2 && left.count == 1)
    }
  }
}
