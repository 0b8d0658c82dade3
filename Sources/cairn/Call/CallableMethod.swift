internal import CairnCodec
internal import CairnJSON
internal import CairnMessages
internal import RPC
internal import Synchronization

/// A method as `cairn call` calls it: requests come as JSON, answers leave as JSON.
struct CallableMethod: Sendable {
  /// Path of the method, such as `/cairn.v1.CaseService/GetCase`.
  let path: String
  /// Names of the messages in the contract.
  let request: String
  let response: String
  /// How many messages go each way.
  let kind: MethodKind
  /// A request's bytes, from its JSON and where that stands for errors.
  private let read: @Sendable (String, String, HubClient) throws -> [UInt8]
  /// A response as JSON.
  private let show: @Sendable ([UInt8]) throws -> String

  /// Where requests come from and answers go to.
  struct Exchange: Sendable {
    /// The text of the next request, and where it stands for errors; `nil` if there is none.
    let next: @Sendable () throws -> (text: String, name: String)?
    let answered: @Sendable (String) throws -> Void
  }

  /// - Parameter complete: fills in what a request says of who sends it, where the text does not.
  private init<Request: WireMessage & JSONMessage, Response: WireMessage & JSONMessage>(
    _ method: Method<Request, Response>, complete: @escaping @Sendable (inout Request, HubClient) -> Void
  ) {
    path = method.path
    request = Request.protoName
    response = Response.protoName
    kind = method.kind
    read = { text, name, hub in
      var request = try JSONText.read(Request.self, from: text, named: name)
      complete(&request, hub)
      return encode(request)
    }
    show = { JSONText.of(try decode(Response.self, from: $0)) }
  }

  /// A command, or many of them in a stream.
  init<Request: WireMessage & JSONMessage, Response: WireMessage & JSONMessage>(
    command method: Method<Request, Response>, _ context: any WritableKeyPath<Request, CommandContext?> & Sendable
  ) {
    self.init(method) { request, hub in
      if request[keyPath: context] == nil { request[keyPath: context] = hub.commandContext() }
    }
  }

  /// A query, answered once or until it is stopped.
  init<Request: WireMessage & JSONMessage, Response: WireMessage & JSONMessage>(
    query method: Method<Request, Response>, _ context: any WritableKeyPath<Request, QueryContext?> & Sendable
  ) {
    self.init(method) { request, hub in
      if request[keyPath: context] == nil { request[keyPath: context] = hub.queryContext }
    }
  }

  /// A method that does not ask who acts.
  init<Request: WireMessage & JSONMessage, Response: WireMessage & JSONMessage>(open method: Method<Request, Response>)
  {
    self.init(method) { _, _ in }
  }

  /// Calls it as whom the client is. Without a request an empty one is sent.
  ///
  /// - Parameter timeout: `nil` for as long as the connection.
  func call(_ hub: HubClient, over caller: any MethodCaller, timeout: Duration?, _ exchange: Exchange) async throws {
    let isFirst = Mutex(true)
    let (read, show, kind) = (read, show, kind)
    try await caller.exchange(
      kind, path: path, metadata: hub.metadata, timeout: timeout,
      next: {
        let mayBeEmpty =
          !kind.streamsRequests
          && isFirst.withLock { first in
            defer { first = false }
            return first
          }
        if let next = try exchange.next() { return try read(next.text, next.name, hub) }
        return mayBeEmpty ? try read("{}", "the request", hub) : nil
      }, answered: { try exchange.answered(try show($0)) })
  }
}

extension CallableMethod {
  /// The method of a name: with or without the package, and the slash before it.
  static func named(_ name: String) -> CallableMethod? {
    let short = shortened(name)
    return all.first { shortened($0.path) == short }
  }

  /// Those that somebody may have meant by a name: of that method in any service, or of that service.
  static func meant(by name: String) -> [CallableMethod] {
    let parts = shortened(name).lowercased().split(separator: "/")
    return all.filter { method in
      let own = shortened(method.path).lowercased().split(separator: "/")
      return own.last == parts.last || own.first == parts.first
    }
  }

  /// "CaseService/GetCase"
  var shortName: String { Self.shortened(path) }

  private static func shortened(_ name: String) -> String {
    let parts = name.split(separator: "/")
    return ((parts.first?.split(separator: ".").suffix(1) ?? []) + parts.dropFirst()).joined(separator: "/")
  }
}
