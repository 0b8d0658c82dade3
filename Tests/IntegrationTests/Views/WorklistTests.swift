import CairnMessages
import RPC
import Testing

@Suite(.timeLimit(.minutes(3))) struct WorklistTests {
  @Test func casesAreFilteredAndSortedAndPagedAlsoAcrossARebuild() async throws {
    try await RunningHub.run { hub in
      var ids: [String] = []
      var token = ""
      for _ in 0..<6 {
        let response = try await hub.refer()
        ids += response.caseIDs
        token = try #require(response.receipt?.streams.last?.token)
      }
      let ratings: [Rag] = [.green, .amber, .red]
      for (id, rag) in zip(ids, ratings) { token = try await hub.rate(id, rag) }
      let all = try await hub.list { $0.afterToken = token }
      let byDue = all.cases.map(\.caseID)
      // Red and not rated: 4 hours. What is due next for amber and green depends on the day of the week.
      #expect(Array(byDue.prefix(4)) == Array(ids[2...]) && Set(byDue.suffix(2)) == Set(ids[..<2]))
      #expect(all.cases.map(\.dueAtUs) == all.cases.map(\.dueAtUs).sorted())
      #expect(all.nextPageToken.isEmpty)
      #expect(all.cases.prefix(4).map(\.rag) == [.red, .unspecified, .unspecified, .unspecified])
      #expect(all.cases.map(\.status) == [.triaged, .received, .received, .received, .triaged, .triaged])
      #expect(all.cases.allSatisfy { $0.agencyID == TestCaller.referringAgency && $0.dateOfBirth == "2019-01-01" })
      #expect(try await hub.list { $0.sort = .received }.cases.map(\.caseID) == ids)
      #expect(try await hub.list { $0.rags = [.red, .green] }.cases.map(\.caseID) == [ids[2], ids[0]])
      #expect(try await hub.list { $0.rags = [.unspecified] }.cases.map(\.caseID) == Array(ids[3...]))
      #expect(try await hub.list { $0.statuses = [.triaged] }.cases.map(\.caseID) == [ids[2]] + byDue.suffix(2))
      #expect(try await hub.list { $0.agencyIDs = ["other"] }.cases.isEmpty)
      #expect(
        try await hub.list { $0.withFindings = true }.cases.count == all.cases.filter { $0.findingCount > 0 }.count)
      let dueOfFifth = all.cases[4].dueAtUs
      #expect(try await hub.list { $0.dueBeforeUs = dueOfFifth }.cases.map(\.caseID) == Array(byDue[..<4]))

      let first = try await hub.list { $0.pageSize = 2 }
      #expect(first.cases.map(\.caseID) == Array(byDue[..<2]))
      let rebuilt = try await Program.run(["projections", "rebuild", "--all"] + hub.dataArguments)
      #expect(rebuilt.status == 0, "\(rebuilt.errors)")
      let second = try await hub.list {
        $0.pageSize = 2; $0.pageToken = first.nextPageToken
      }
      #expect(second.cases.map(\.caseID) == Array(byDue[2..<4]))
      let third = try await hub.list {
        $0.pageSize = 2; $0.pageToken = second.nextPageToken
      }
      #expect(third.cases.map(\.caseID) == Array(byDue[4...]))
      #expect(third.nextPageToken.isEmpty)
      // The token of one query opens no other.
      await #expect(throws: RPCError.self) {
        try await hub.list {
          $0.pageToken = first.nextPageToken; $0.rags = [.red]
        }
      }
    }
  }

  @Test func anAgencySeesItsOwnReferralsAndNoOther() async throws {
    try await RunningHub.run { hub in
      var ids: [String] = []
      var token = ""
      for count in 1...3 {
        let response = try await hub.refer(children: count)
        ids.append(response.referralID)
        token = try #require(response.receipt?.streams.first?.token)
      }
      func list(_ agencyID: String, role: Role, page: String = "") async throws -> ListReferralsResponse {
        var context = RunningHub.screener
        context.role = role
        return try await hub.client.call(
          ReferralServiceMethods.listReferrals,
          ListReferralsRequest(context: context, pageSize: 2, pageToken: page, afterToken: token),
          timeout: .seconds(30), metadata: TestCaller.claim(agencyID), idempotent: true)
      }
      let first = try await list(TestCaller.referringAgency, role: .referrer)
      #expect(first.referrals.count == 2)
      let second = try await list(TestCaller.referringAgency, role: .referrer, page: first.nextPageToken)
      let all = first.referrals + second.referrals
      #expect(Set(all.map(\.referralID)) == Set(ids))
      #expect(all.map(\.recordedAtUs) == all.map(\.recordedAtUs).sorted(by: >))
      #expect(Set(all.map(\.childCount)) == [1, 2, 3])
      #expect(try await list("hub", role: .referrer).referrals.isEmpty)
      await #expect(throws: RPCError.self) { try await list(TestCaller.referringAgency, role: .screener) }
    }
  }

  @Test func aTimelineTellsWhatHappenedInOrder() async throws {
    try await RunningHub.run { hub in
      let caseID = try #require(try await hub.refer().caseIDs.first)
      try await hub.rate(caseID, .red)
      try await hub.rate(caseID, .amber)
      let response = try await hub.client.call(
        CaseServiceMethods.getTimeline, GetTimelineRequest(context: RunningHub.screener, caseID: caseID),
        timeout: .seconds(30), metadata: TestCaller.claim("hub"), idempotent: true)
      #expect(response.entries.map(\.kind) == [.referralReceived, .caseOpened, .ragChanged, .ragChanged])
      #expect(response.entries.map(\.rag) == [.unspecified, .unspecified, .red, .amber])
      #expect(response.entries.first?.text == "What happened")
      #expect(response.incompleteSinceUs == 0)
    }
  }
}
