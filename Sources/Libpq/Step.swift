/// One statement of a transaction: what to run, with what, and how to read the answer.
package struct Step: Sendable {
  /// What a libpq call can carry with ease; more belongs into arrays.
  package static let parametersMax = 256

  let statement: Statement
  let parameters: [Parameter]
  let decode: @Sendable (borrowing QueryResult) throws(PostgresError) -> any Sendable

  /// - Parameters:
  ///   - statement: What to run.
  ///   - parameters: One for each placeholder, at most `parametersMax`.
  ///   - decode: Reads the answer, on the session's own thread and before the commit is known; it must not block.
  package init<Value: Sendable>(
    _ statement: Statement, _ parameters: [Parameter] = [],
    decode: @escaping @Sendable (borrowing QueryResult) throws(PostgresError) -> Value
  ) {
    precondition(parameters.count <= Self.parametersMax, "a step has at most \(Self.parametersMax) parameters")
    self.statement = statement
    self.parameters = parameters
    self.decode = { result throws(PostgresError) in try decode(result) }
  }

  /// A step of which only the number of rows it touched matters; its value is that `Int`.
  package init(_ statement: Statement, _ parameters: [Parameter] = []) {
    self.init(statement, parameters) { result throws(PostgresError) in result.affectedRows }
  }

  /// Bytes of all its parameters.
  var byteCount: Int { parameters.reduce(0) { $0 + $1.byteCount } }
}

/// What the steps of a committed transaction decoded, in their order.
package struct StepValues: Sendable {
  let values: [any Sendable]

  /// The value of the step at `index`.
  /// - Throws: `undecodable` if the step decodes to another type.
  package func value<Value: Sendable>(at index: Int, as type: Value.Type = Value.self) throws(PostgresError) -> Value {
    guard values.indices.contains(index), let value = values[index] as? Value else {
      throw PostgresError(
        .undecodable, "Step \(index) of the transaction has no value of type \(type).", mayHaveCommitted: true)
    }
    return value
  }
}

/// How a transaction ended.
package enum Outcome: Sendable {
  /// Committed, and durable as far as `synchronous_commit` promises.
  case committed(StepValues)
  /// The server answered an error: certainly not committed.
  case refused(ServerError)
  /// It was never sent whole: certainly not committed.
  case notSent(PostgresError)
  /// It was sent, and whether it was committed is not known.
  case ambiguous(PostgresError)
}

extension Outcome {
  /// The values, or the outcome as an error.
  package func get() throws(PostgresError) -> StepValues {
    switch self {
    case .committed(let values): return values
    case .refused(let server):
      throw PostgresError(.refused, "PostgreSQL refused the transaction; nothing of it was stored.", server: server)
    case .notSent(let error), .ambiguous(let error): throw error
    }
  }
}
