internal import CairnCodec
internal import CairnDomain
internal import CairnJSON
internal import CairnMessages

extension ClientOptions {
  /// Calls a method as whom the options name, and prints the answer: as JSON, or as `lines` say it to people.
  func call<Request: WireMessage, Response: WireMessage & JSONMessage>(
    _ method: Method<Request, Response>, _ request: (HubClient) throws -> Request, lines: (Response) -> [String]
  ) async throws {
    let identity = try requiredIdentity()
    try await HubClient.with(self, as: identity) { hub in
      let response = try await hub.call(method, try request(hub))
      try Terminal.print(json ? [JSONText.of(response)] : lines(response))
    }
  }
}

/// Who may call a method and when, for a command's help: from the tables that decide it.
enum Who {
  static func may<Request, Response>(_ method: Method<Request, Response>) -> String {
    let callers = Permission.callers(of: method.path).joined(separator: "; ")
    guard let activity = CaseStatus.activities.first(where: { $0.method == method.path }) else {
      return "Who may: \(callers)."
    }
    let states = activity.statuses.compactMap(\.label).joined(separator: ", ")
    return "Who may: \(callers). While the case is: \(states)."
  }
}
