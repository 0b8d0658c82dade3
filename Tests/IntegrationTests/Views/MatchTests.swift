import CairnDomain
import CairnMessages
import EventLog
import Identifiers
@testable import Projections
import Testing

/// Cases of one child are found by whatever is equal in them, however much more each of them says.
@Suite(.serialized, .timeLimit(.minutes(3))) struct MatchTests {
  private static let postcodes = ["SW1A 1AA", "EC1A 1BB", "W1A 0AX", "M1 1AE", "B33 8TH", "CR2 6XH"]
  private static let number = Identifier(scheme: .nhsNumber, value: "9434765919")

  private static func child(at postcodes: [String], identifiers: [Identifier] = []) -> Child {
    Child(
      name: PersonName(given: "Ada", family: "Byron"), dateOfBirth: "2019-01-01",
      identifiers: identifiers, addresses: postcodes.map { Address(postcode: $0) })
  }

  @Test func aCaseIsFoundByEachOfAChildsKeysHoweverMany() async throws {
    try await WritingHub.withViews { hub in
      let runner = hub.startRunner("cases")
      defer { runner.task.cancel() }
      let known = try await open(Self.child(at: Self.postcodes, identifiers: [Self.number]), hub)
      var others = [try await open(Self.child(at: [], identifiers: [Self.number]), hub)]
      for postcode in Self.postcodes { others.append(try await open(Self.child(at: [postcode]), hub)) }
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      let hidden = CaseQuery.HiddenMatches(cases: [], places: [])
      let keys = MatchKey.keys(of: Self.child(at: Self.postcodes, identifiers: [Self.number]))
      #expect(keys.count == others.count)
      for (key, other) in zip(keys, others) {
        let found = try await hub.query.find([key], except: hidden)
        #expect(found.matches.map(\.caseID) == [known, other].sorted())
        #expect(found.matches.allSatisfy { $0.kinds == [key.kind] })
        let matches = try await hub.query.matches(of: [other], except: hidden)
        #expect(matches[other]?.map(\.caseID) == [known])
      }
      let matches = try await hub.query.matches(of: [known], except: hidden)
      #expect(matches[known]?.map(\.caseID) == others.sorted())
      let all = try await hub.query.find(keys, except: hidden)
      #expect(all.matches.map(\.caseID) == ([known] + others).sorted())
      #expect(all.matches.first { $0.caseID == known }?.kinds == [.nhsNumber, .nameBirthPostcode])
    }
  }

  private func open(_ child: Child, _ hub: WritingHub) async throws -> Identifier128 {
    try #require(try await hub.refer(child).caseIDs.first.flatMap(Identifier128.init))
  }
}
