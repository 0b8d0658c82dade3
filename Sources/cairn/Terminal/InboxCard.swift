internal import CairnDomain
internal import CairnMessages

/// An agency's inbox on screen.
enum InboxCard {
  static func lines(_ response: ListInformationRequestsResponse, width: Int) -> [String] {
    guard !response.requests.isEmpty else {
      return ["Nothing is asked of your agency."] + Incomplete.lines(response.isIncomplete)
    }
    let entries = response.requests.flatMap { entry(of: $0, width: width) + [""] }
    return entries.dropLast()
      + (response.nextPageToken.isEmpty ? [] : ["", "There are more: --page \(response.nextPageToken)"])
      + Incomplete.lines(response.isIncomplete)
  }

  private static func entry(of request: InboxEntry, width: Int) -> [String] {
    let state = request.state == .open ? "" : ", \(request.state.label ?? "")"
    let numbers = request.identifiers.map { "\($0.scheme.title) \($0.value)" }
    let child =
      [request.childName?.full ?? "", request.dateOfBirth.isEmpty ? "" : "born \(request.dateOfBirth)"] + numbers
    return ["Due \(Moment.text(microseconds: request.dueAtUs))\(state)"]
      + Field.lines("Child", child.filter { !$0.isEmpty }.joined(separator: ", "), width: width)
      + Field.lines("Asked", request.information, width: width) + Field.lines("Why", request.reason, width: width)
      + Field.lines("Request", request.requestID, width: width) + Field.lines("Case", request.caseID, width: width)
  }
}
