/// Method path → handler: the one place where every dialect finds what it can call.
package struct MethodTable: Sendable {
  /// An answer, its message in bytes.
  package struct Answer: Sendable {
    /// The encoded message.
    package var message: [UInt8]
    /// Goes with the status.
    package var metadata: Metadata
    /// Goes before the message, in a dialect that has a place for it there; else with the status too.
    package var leading: Metadata

    /// Makes an answer of its parts.
    package init(message: [UInt8], metadata: Metadata = Metadata(), leading: Metadata = Metadata()) {
      self.message = message
      self.metadata = metadata
      self.leading = leading
    }
  }

  /// What is left to do of a call once its request has been taken from the read buffer.
  package typealias Work = @Sendable () async throws -> Answer

  /// How a method is served. The unary forms are given the request's bytes only for the duration of the call to them.
  package enum Handler: Sendable {
    /// Answers at once, on the event loop, without a task: for what neither waits nor computes at length.
    case immediate(@Sendable (UnsafeRawBufferPointer, CallContext) throws -> Answer)
    /// Takes the request in and says what to do with it in a task.
    case task(@Sendable (UnsafeRawBufferPointer, CallContext) throws -> Work)
    /// Takes or gives any number of messages, in a task.
    case stream(StreamMethod)
  }

  /// A method as it stands in the table.
  package struct Entry: Sendable {
    /// Its index in `paths`.
    package let number: Int
    /// How it is served.
    package let handler: Handler
  }

  private var entries: [String: Entry] = [:]
  /// The full names of all services.
  package private(set) var services: Set<String> = []

  /// A table without methods.
  package init() {}

  /// The paths of all methods, by their numbers.
  package private(set) var paths: [String] = []

  /// Adds a method.
  ///
  /// - Parameter path: `"/package.Service/Method"`, not in the table yet.
  package mutating func register(path: String, handler: Handler) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    precondition(parts.count == 3 && parts[0].isEmpty, "\(path) is not the path of a method")
    let entry = Entry(number: paths.count, handler: handler)
    precondition(entries.updateValue(entry, forKey: path) == nil, "\(path) is registered twice")
    paths.append(path)
    services.insert(String(parts[1]))
  }

  /// The method of a path.
  ///
  /// - Throws: `unimplemented`, which says whether it is the service or the method that is not there.
  package func entry(path: String) throws(RPCError) -> Entry {
    if let entry = entries[path] { return entry }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].isEmpty else {
      throw RPCError(.unimplemented, "a method's path is /package.Service/Method")
    }
    throw RPCError(
      .unimplemented,
      services.contains(String(parts[1])) ? "the service has no such method" : "this server has no such service")
  }
}
