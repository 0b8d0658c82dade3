internal import ArgumentParser
internal import CairnDomain
internal import CairnMessages
internal import RPC

/// `cairn call`
struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Call any method of the contract, with JSON.",
    discussion: """
      The request is the JSON form of its message, as proto/ and the JSON mapping of Protocol Buffers say; names are read as in the \
      contract or in lowerCamelCase. Its context is filled in where it is left out: who acts, in which role, for which purpose, and \
      a new command id. The answer is one line of JSON; of a method that answers more than once a line for each. Of \
      SubmitReferrals each line of the input is a request.

      Examples:
        cairn call --list
        cairn call CaseService/ListCases '{"withFindings": true, "pageSize": 5}' --as hub/screener
        cairn call CaseService/GetCase '{"caseId": "01920c5e-…"}' --as hub/screener
        cairn call CaseService/WatchCases '{"fromBeginning": true}' --as hub/screener
        cairn call ReferralService/SubmitReferral - --as met/referrer < request.json
        cairn call Health/Check --dialect grpc --as met/referrer
      """)

  @Argument(help: "The method: Service/Method, with or without cairn.v1. before it.")
  var method: String?

  @Argument(help: "The request as JSON; - for standard input. Without it an empty one.")
  var request: String?

  @Flag(help: "List the methods, and who may call them.")
  var list = false

  @OptionGroup(title: "Server") var client: ClientOptions

  @OptionGroup(title: "Server") var dialect: DialectOptions

  func validate() throws {
    guard list == (method == nil) else {
      throw ValidationError("Give a method, or --list to see all of them.")
    }
    guard let method, CallableMethod.named(method) == nil else { return }
    let meant = CallableMethod.meant(by: method).map(\.shortName)
    let hint = meant.isEmpty ? "see cairn call --list" : "did you mean \(meant.joined(separator: ", "))?"
    throw ValidationError("The contract has no method \(method): \(hint)")
  }

  func run() async throws {
    guard let method = method.flatMap(CallableMethod.named) else {
      return try Terminal.print(Self.listing(width: Terminal.width))
    }
    let input = try CallInput(request, isLineByLine: method.kind.streamsRequests)
    let exchange = CallableMethod.Exchange(next: { try input.next() }, answered: { try Terminal.print([$0]) })
    let timeout = method.kind == .unary ? HubClient.callTimeout : nil
    try await HubClient.with(client, as: try client.requiredIdentity(), over: dialect.dialect) { hub, caller in
      try await method.call(hub, over: caller, timeout: timeout, exchange)
    }
  }

  static func listing(width: Int) -> [String] {
    var table = Table([.init(title: "Method"), .init(title: "Takes"), .init(title: "Answers")])
    for method in CallableMethod.all.sorted(by: { $0.path < $1.path }) {
      let callers = Permission.callers(of: method.path)
      table.add(
        [
          method.shortName, (method.kind.streamsRequests ? "lines of " : "") + method.request,
          (method.kind.streamsResponses ? "lines of " : "") + method.response,
        ], below: [callers.isEmpty ? "whoever reaches the server" : callers.joined(separator: "; ")])
    }
    return table.lines(width: width)
  }
}
