internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages

/// Which stretch of the audit is wanted, and how it is shown.
struct AuditSpan: ParsableArguments {
  @Option(
    name: .customLong("from"),
    help: ArgumentHelp("From the beginning of this day on, in the United Kingdom's time.", valueName: "YYYY-MM-DD"))
  var from: CivilDate?

  @Option(
    name: .customLong("to"), help: ArgumentHelp("Before the beginning of this day.", valueName: "YYYY-MM-DD"))
  var to: CivilDate?

  @Option(name: .customLong("page-size"), help: "How many at a time, up to 200.")
  var pageSize: UInt32 = 50

  @Option(
    name: .customLong("page"), parsing: .unconditional,
    help: ArgumentHelp("The token of the page before.", valueName: "token"))
  var pageToken = ""

  /// Asks for the records that `fill` says, and prints them.
  func list(_ client: ClientOptions, _ fill: (inout ListAccessRequest) -> Void) async throws {
    try await client.call(AuditServiceMethods.listAccess) { hub in
      var request = ListAccessRequest(
        context: hub.queryContext, fromUs: from?.startMicroseconds ?? 0, toUs: to?.startMicroseconds ?? 0,
        pageSize: pageSize, pageToken: pageToken)
      fill(&request)
      return request
    } lines: { response in
      AccessTable.lines(response, width: Terminal.width)
    }
  }
}

extension CivilDate {
  /// When the day begins in the United Kingdom, in microseconds since 1970-01-01T00:00:00Z.
  fileprivate var startMicroseconds: Int64 { LondonTime.midnight(of: self) }
}

extension CivilDate: ExpressibleByArgument {
  /// Reads a day as the command line spells it.
  public init?(argument: String) {
    self.init(argument)
  }
}
