internal import ArgumentParser
internal import CairnMessages

/// What an agency says of a child: one statement, or a file of several.
struct StatementOptions: ParsableArguments {
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case fact, observed, reported, alleged, opinion

    var assertion: Assertion {
      switch self {
      case .fact: .fact
      case .observed: .observed
      case .reported: .reported
      case .alleged: .alleged
      case .opinion: .opinion
      }
    }
  }

  @Option(help: ArgumentHelp("A file of statements, or - for standard input.", valueName: "file"))
  var file: String?

  @Option(help: "How far the statement can be relied on.")
  var kind: Kind?

  @Option(help: "What it says.")
  var text: String?

  @Option(help: "Who or what it rests on.")
  var source = ""

  @Option(help: ArgumentHelp("When it was seen or heard: RFC 3339 with an offset. Default: now.", valueName: "time"))
  var observedAt: String?

  func validate() throws {
    guard (file == nil) == (kind != nil && text != nil) else {
      throw ValidationError("Give either --file, or --kind and --text.")
    }
  }

  /// The statements.
  ///
  /// - Throws: if the file cannot be read.
  func information() throws -> ProvidedInformation {
    if let file { return try JSONText.read(ProvidedInformation.self, fromFile: file) }
    let now = Moment.nowRFC3339
    return ProvidedInformation(statements: [
      Statement(
        assertion: kind?.assertion ?? .unspecified, text: text ?? "", source: source, observedAt: observedAt ?? now,
        recordedAt: now)
    ])
  }
}
