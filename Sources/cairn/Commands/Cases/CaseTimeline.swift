internal import ArgumentParser
internal import CairnDomain
internal import CairnJSON
internal import CairnMessages

/// `cairn case timeline`
struct CaseTimeline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline", abstract: "Show what happened in a case, in the order in which it happened.",
    discussion: "Example: cairn case timeline 01920c5e-… --as hub/screener")

  @Argument(help: "The case's id.")
  var id: String

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    let identity = try client.requiredIdentity()
    try await HubClient.with(client, as: identity) { hub in
      let response = try await hub.call(
        CaseServiceMethods.getTimeline, GetTimelineRequest(context: hub.queryContext, caseID: id))
      guard !client.json else { return try Terminal.print([JSONText.of(response)]) }
      try Terminal.print(Self.lines(response))
    }
  }

  static func lines(_ response: GetTimelineResponse) -> [String] {
    var table = Table([
      .init(title: "Happened"), .init(title: "Recorded"), .init(title: "Agency"), .init(title: "What"),
      .init(title: "In words"),
    ])
    for entry in response.entries {
      table.add([
        Moment.text(rfc3339: entry.occurredAt), Moment.text(microseconds: entry.recordedAtUs), entry.agencyID,
        title(entry), entry.source.isEmpty ? entry.text : "\(entry.text) (\(entry.source))",
      ])
    }
    let since = response.incompleteSinceUs
    let warning =
      since == 0
      ? [] : ["INCOMPLETE since \(Moment.text(microseconds: since)): an entry cannot be read.", ""]
    return warning + table.lines(width: Terminal.width)
      + WithheldTable.lines(response.withheld, width: Terminal.width)
  }

  private static func title(_ entry: TimelineEntry) -> String {
    switch entry.kind {
    case .referralReceived: "Referral received"
    case .caseOpened: "Case opened"
    case .statement: entry.assertion.title
    case .ragChanged: "Rated \(entry.rag.title)"
    case .referrerAcknowledged: "Referrer told"
    case .informationRequested: "Asked \(entry.askedAgencyID)"
    case .informationProvided: "Information given"
    case .nilReturned: "Holds nothing"
    case .requestDeclined: "Declined to share"
    case .thresholdDecided: "Decided: \(entry.outcome.label ?? "")"
    case .referralAttached: "Referral joined"
    case .caseJoined: "Joined to another case"
    case .caseLinked: "Case linked"
    case .childCorrected: "Record corrected"
    case .findingResolved: "Finding resolved"
    case .caseClosed: "Closed"
    case .caseReopened: "Opened again"
    case .accessGranted: "Access of \(entry.grantedAgencyID): \(entry.level.label ?? "")"
    case .accessEnded: "Access ended"
    case .glassBroken: "Glass broken by \(entry.grantedAgencyID)"
    case .glassReviewed: "Broken glass reviewed"
    case .sharingDecided: "Decided \(entry.sharingOutcome.label ?? "") with \(entry.recipientAgencyID)"
    case .caseSealed: "Case sealed"
    case .categoriesSealed: "Categories of data sealed"
    case .contributionSealed: "Contributed under seal"
    case .sealReleased: "Seal released"
    case .deadlineMissed: "Time ran out: \(entry.clock.label ?? "")"
    case .unspecified, .unrecognized: "Something that this version does not know"
    }
  }
}
