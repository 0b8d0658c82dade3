internal import ArgumentParser
internal import CairnJSON
internal import CairnMessages

/// `cairn log`
struct LogCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Look at the log as evidence: its order and its hashes, never its content.",
    subcommands: [LogHeadCommand.self, LogTail.self, LogVerify.self])
}

/// `cairn log head`
struct LogHeadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "head", abstract: "Show where the log ends.")

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      let head = try await hub.head()
      guard !client.json else { return try Terminal.print([JSONText.of(head)]) }
      try Terminal.print([
        "Log       \(head.logID)", "Position  \(head.position)", "Root      \(Hexadecimal.text(head.root))",
        "Epoch     \(head.epoch)",
        "Recorded  \(head.position == 0 ? "nothing yet" : Moment.text(microseconds: head.recordedAtUs))",
      ])
    }
  }
}

/// `cairn log tail`
struct LogTail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "tail", abstract: "List the last entries of the log.")

  @Option(name: [.customShort("n"), .customLong("count")], help: "How many.")
  var count: UInt32 = 20

  @OptionGroup(title: "Server") var client: ClientOptions

  func validate() throws {
    guard (1...2_048).contains(count) else { throw ValidationError("--count is 1 to 2048.") }
  }

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      let head = try await hub.head()
      let first = head.position > UInt64(count) ? head.position - UInt64(count) + 1 : 1
      let entries = try await hub.entries(from: first, limit: count)
      guard !client.json else { return try Terminal.print(entries.map { JSONText.of($0) }) }
      var table = Table([
        .init(title: "Position", alignment: .right), .init(title: "Recorded"), .init(title: "Agency"),
        .init(title: "Type"), .init(title: "Stream"),
      ])
      for entry in entries {
        table.add([
          String(entry.position), Moment.text(microseconds: entry.recordedAtUs), entry.agencyID,
          Self.shortType(entry.type),
          String(entry.streamID.prefix(13)) + "…",
        ])
      }
      try Terminal.print(table.lines(width: Terminal.width))
    }
  }

  /// "cairn.v1.CaseOpened" → "CaseOpened".
  private static func shortType(_ type: String) -> String {
    type.split(separator: ".").last.map(String.init) ?? type
  }
}

/// `cairn log verify`
struct LogVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compute every leaf and the root again, and compare with the log's head.",
    discussion: """
      The leaves and the root are computed here, from what the server reads from disk, so that a change to any stored \
      part shows. Exits with 1 if anything does not match.
      """)

  @OptionGroup(title: "Server") var client: ClientOptions

  func run() async throws {
    try await HubClient.with(client, as: client.identity ?? .hubOperator) { hub in
      var progress: Progress?
      let head = try await hub.verifyLog { done, total in
        progress = progress ?? Progress(total: total, unit: "entries")
        progress?.report(done)
      }
      progress?.finish()
      try Terminal.print(
        client.json
          ? [#"{"position":"\#(head.position)","root":"\#(Hexadecimal.text(head.root))","verified":true}"#]
          : ["Verified: \(head.position) entries, without a gap, give the root \(Hexadecimal.text(head.root))."])
    }
  }
}
