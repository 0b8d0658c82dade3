/// Names one call in answers and log lines: run of the server, connection, call.
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
  /// By chance, new for each run of the server.
  package let run: UInt32
  /// Counted from 1 in each run.
  package let connection: UInt64
  /// The call's id on its connection.
  package let call: UInt32

  /// Makes an id of its parts.
  package init(run: UInt32, connection: UInt64, call: UInt32) {
    self.run = run
    self.connection = connection
    self.call = call
  }

  package var description: String { "\(String(run, radix: 36))-\(connection)-\(call)" }
}
