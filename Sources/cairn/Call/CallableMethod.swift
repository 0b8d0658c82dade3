internal import CairnCodec
internal import CairnJSON
internal import CairnMessages
internal import RPC

/// A method as `cairn call` calls it: requests come as JSON, answers leave as JSON.
struct CallableMethod: Sendable {
  /// Path of the method, such as `/cairn.v1.CaseService/GetCase`.
  let path: String
  /// Names of the messages in the contract.
  let request: String
  let response: String
  /// Whether it takes, and gives, any number of messages.
  let streams: (requests: Bool, responses: Bool)

  /// Where requests come from and answers go to.
  struct Exchange: Sendable {
    /// The text of the next request, and where it stands for errors; `nil` if there is none.
    let next: @Sendable () throws -> (text: String, name: String)?
    let answered: @Sendable (String) -> Void
  }

  /// Calls it as whom the client is.
  let call: @Sendable (HubClient, Exchange) async throws -> Void

  private init<Request: JSONMessage, Response: JSONMessage>(
    _ method: Method<Request, Response>, streams: (requests: Bool, responses: Bool),
    call: @escaping @Sendable (HubClient, Exchange) async throws -> Void
  ) {
    path = method.path
    request = Request.protoName
    response = Response.protoName
    self.streams = streams
    self.call = call
  }

  /// A method that answers one request once.
  ///
  /// - Parameter complete: fills in what a request says of who sends it, where the text does not.
  private init<Request: WireMessage & JSONMessage, Response: WireMessage & JSONMessage>(
    _ method: Method<Request, Response>, complete: @escaping @Sendable (inout Request, HubClient) -> Void
  ) {
    self.init(method, streams: (false, false)) { hub, exchange in
      let request = try Self.read(Request.self, exchange, hub, complete)
      exchange.answered(JSONText.of(try await hub.call(method, request)))
    }
  }

  /// A command.
  init<Request: WireMessage & JSONMessage, Response: WireMessage & JSONMessage>(
    command method: Method<Request, Response>, _ context: any WritableKeyPath<Request, CommandContext?> & Sendable
  ) {
    self.init(method) { request, hub in
      if request[keyPath: context] == nil { request[keyPath: context] = hub.commandContext() }
    }
  }

  /// A query.
  init<Request: WireMessage & JSONMessage, Response: WireMessage & JSONMessage>(
    query method: Method<Request, Response>, _ context: any WritableKeyPath<Request, QueryContext?> & Sendable
  ) {
    self.init(method) { request, hub in
      if request[keyPath: context] == nil { request[keyPath: context] = hub.queryContext }
    }
  }

  /// A query that is answered until it is stopped.
  init<Request: WireMessage & JSONMessage, Response: WireMessage & JSONMessage>(
    streamed method: Method<Request, Response>, _ context: any WritableKeyPath<Request, QueryContext?> & Sendable
  ) {
    self.init(method, streams: (false, true)) { hub, exchange in
      let request = try Self.read(Request.self, exchange, hub) { request, hub in
        if request[keyPath: context] == nil { request[keyPath: context] = hub.queryContext }
      }
      let stream = try await hub.open(method, request)
      for try await response in stream.responses { exchange.answered(JSONText.of(response)) }
    }
  }

  /// Commands in bulk, each answered in its turn.
  init<Request: WireMessage & JSONMessage, Response: WireMessage & JSONMessage>(
    bulk method: Method<Request, Response>, _ context: any WritableKeyPath<Request, CommandContext?> & Sendable
  ) {
    self.init(method, streams: (true, true)) { hub, exchange in
      let stream = try await hub.open(method)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for try await response in stream.responses { exchange.answered(JSONText.of(response)) }
        }
        while let next = try exchange.next() {
          var request = try JSONText.read(Request.self, from: next.text, named: next.name)
          if request[keyPath: context] == nil { request[keyPath: context] = hub.commandContext() }
          try await stream.send(request)
        }
        stream.finish()
        try await group.waitForAll()
      }
    }
  }

  /// The one request of a call; an empty one if there is no text.
  private static func read<Request: JSONMessage>(
    _ type: Request.Type, _ exchange: Exchange, _ hub: HubClient, _ complete: (inout Request, HubClient) -> Void
  ) throws -> Request {
    let next = try exchange.next() ?? (text: "{}", name: "the request")
    var request = try JSONText.read(type, from: next.text, named: next.name)
    complete(&request, hub)
    return request
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
    var short = name.drop { $0 == "/" }
    if short.hasPrefix("cairn.v1.") { short = short.dropFirst("cairn.v1.".count) }
    return String(short)
  }
}
