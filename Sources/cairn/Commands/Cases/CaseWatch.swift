internal import ArgumentParser
internal import CairnJSON
internal import CairnMessages
internal import Foundation
internal import RPC

/// `cairn case watch`
struct CaseWatch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Print every change of a case as it happens.",
    discussion: """
      Goes on until it is stopped; when the server goes away it is waited for, and no change is missed or told twice. With \
      --json each line holds a resume token: --after with the last one goes on behind it.

      Example: cairn case watch --as hub/screener
      """)

  @Option(parsing: .unconditional, help: ArgumentHelp("A resume token: go on behind it.", valueName: "token"))
  var after = ""

  @Flag(help: "Begin with the first case of the hub.")
  var fromBeginning = false

  @OptionGroup(title: "Server") var client: ClientOptions

  private static let pause = Duration.seconds(1)

  func run() async throws {
    let identity = try client.requiredIdentity()
    try await HubClient.with(client, as: identity) { hub in
      var token = after
      var isAway = false
      while true {
        do {
          try await follow(hub, from: &token, isAway: &isAway)
        } catch let error as RPCError where error.code == .unavailable && !token.isEmpty {
          if !isAway { Terminal.printError("cairn: the server is away; waiting for it") }
          isAway = true
          try await Task.sleep(for: Self.pause)
        } catch OutputFailure.readerIsGone {
          // It goes on until somebody has enough.
          return
        }
      }
    }
  }

  private func follow(_ hub: HubClient, from token: inout String, isAway: inout Bool) async throws {
    let stream = try await hub.open(
      CaseServiceMethods.watchCases,
      WatchCasesRequest(
        context: hub.queryContext, resumeToken: token, fromBeginning: fromBeginning && token.isEmpty))
    for try await change in stream.responses {
      token = change.resumeToken
      isAway = false
      if client.json {
        try Terminal.print([JSONText.of(change)])
      } else if let title = Self.title(change.kind) {
        try Terminal.print([
          "\(Moment.text(microseconds: change.recordedAtUs))  \(change.caseID)  \(title) by \(change.agencyID)"
        ])
      }
    }
  }

  private static func title(_ kind: CaseChangeKind) -> String? {
    switch kind {
    case .opened: "opened"
    case .ragChanged: "rated"
    case .informationRequested: "information requested"
    case .requestAnswered: "request answered"
    case .thresholdDecided: "threshold decided"
    case .referralAttached: "referral joined"
    case .joined: "joined to another case"
    case .linked: "linked"
    case .corrected: "corrected"
    case .findingResolved: "finding resolved"
    case .closed: "closed"
    case .reopened: "opened again"
    case .deadlineMissed: "deadline missed, noted"
    case .accessGranted: "access granted"
    case .accessEnded: "access ended"
    case .glassBroken: "GLASS BROKEN, review owed,"
    case .glassReviewed: "broken glass reviewed"
    case .sharingDecided: "sharing decided"
    case .sealed: "something sealed"
    case .sealReleased: "seal released"
    case .unrecognized: "changed"
    case .unspecified: nil
    }
  }
}
