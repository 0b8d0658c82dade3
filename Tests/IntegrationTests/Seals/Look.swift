import CairnCodec
import CairnMessages
import RPC
import Testing

/// All that somebody can see of a hub: the bytes of every answer that they get, or why they get none.
struct Look: Sendable {
  private(set) var answers: [String: [UInt8]] = [:]
  private let client: FrameClient
  private let acting: Acting

  /// Looks at everything.
  ///
  /// - Parameter token: of the last command; what is shown includes it.
  static func at(_ world: GeneratedWorld, as acting: Acting, _ client: FrameClient, after token: String) async throws
    -> Look
  {
    var look = Look(client: client, acting: acting)
    for caseID in world.caseIDs {
      let request = GetCaseRequest(context: acting.query, caseID: caseID, afterToken: token)
      await look.see("case \(caseID)", CaseServiceMethods.getCase, request)
      await look.see(
        "timeline \(caseID)", CaseServiceMethods.getTimeline, GetTimelineRequest(context: acting.query, caseID: caseID))
      // Nobody else's seal is there, whether there is one or not.
      await look.see(
        "release \(caseID)", SealServiceMethods.releaseSeal,
        ReleaseSealRequest(context: acting.command(), caseID: caseID, sealID: TestCaller.personID, reason: "why"))
    }
    for sort in [CaseSort.due, .received] {
      for withFindings in [false, true] {
        let list = ListCasesRequest(context: acting.query, withFindings: withFindings, sort: sort, pageSize: 1)
        await look.pages("cases by \(sort), findings \(withFindings)", CaseServiceMethods.listCases, list) {
          $0.pageToken = $1.nextPageToken
          return $1.nextPageToken.isEmpty
        }
      }
    }
    let referrals = ListReferralsRequest(context: acting.query, pageSize: 1)
    await look.pages("referrals", ReferralServiceMethods.listReferrals, referrals) {
      $0.pageToken = $1.nextPageToken
      return $1.nextPageToken.isEmpty
    }
    let inbox = ListInformationRequestsRequest(context: acting.query, withEnded: true, pageSize: 1)
    await look.pages("inbox", InformationServiceMethods.listInformationRequests, inbox) {
      $0.pageToken = $1.nextPageToken
      return $1.nextPageToken.isEmpty
    }
    await look.search()
    return look
  }

  private mutating func search() async {
    for number in GeneratedWorld.numbers {
      let request = FindPeopleRequest(
        context: acting.query, identifiers: [Identifier(scheme: .nhsNumber, value: number)])
      await see("number \(number)", PeopleServiceMethods.findPeople, request)
    }
    for postcode in GeneratedWorld.postcodes {
      let request = FindPeopleRequest(
        context: acting.query, name: PersonName(given: "Mira", family: "Vale"), dateOfBirth: "2019-01-01",
        postcode: postcode)
      await see("postcode \(postcode)", PeopleServiceMethods.findPeople, request)
    }
  }

  @discardableResult
  private mutating func see<Request: WireMessage, Response: WireMessage>(
    _ name: String, _ method: Method<Request, Response>, _ request: Request
  ) async -> Response? {
    do {
      let response = try await client.ask(method, request, as: acting)
      answers[name] = encode(response)
      return response
    } catch {
      answers[name] = Array("\(error)".utf8)
      return nil
    }
  }

  /// Every page, until `next` says that it was the last.
  private mutating func pages<Request: WireMessage, Response: WireMessage>(
    _ name: String, _ method: Method<Request, Response>, _ first: Request,
    next: (inout Request, Response) -> Bool
  ) async {
    var request = first
    for page in 0..<50 {
      guard let response = await see("\(name), page \(page)", method, request), !next(&request, response) else {
        return
      }
    }
  }

  /// What differs between two looks of the same at the same.
  func differences(from other: Look) -> [String] {
    Set(answers.keys).union(other.answers.keys).filter { answers[$0] != other.answers[$0] }.sorted()
  }
}
