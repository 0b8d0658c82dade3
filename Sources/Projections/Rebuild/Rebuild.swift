package import Libpq

/// Builds a new generation of a projection beside the live one, and makes it live in one moment.
package struct Rebuild: Sendable {
  private let builder: GenerationBuilder
  private let configuration: SessionConfiguration

  /// What came of it.
  package enum Outcome: Hashable, Sendable {
    /// It is live now.
    case live(Generation)
    /// It has come up to the head and waits: what is live is of another version of the program, whose server runs. The
    /// server of this version takes it over when it starts.
    case ready(Generation)

    /// What was built.
    package var generation: Generation {
      switch self {
      case .live(let generation), .ready(let generation): generation
      }
    }
  }

  /// A rebuild.
  ///
  /// - Parameter configuration: for sessions of its own on the hub's database.
  package init(_ builder: GenerationBuilder, configuration: SessionConfiguration) {
    self.builder = builder
    self.configuration = configuration
  }

  /// Builds, from where the last attempt ended if there was one.
  ///
  /// - Parameter isServed: whether a server runs that may be another version of the program.
  package func run(isServed: Bool) async throws(RebuildError) -> Outcome {
    let projection = builder.makeProjection()
    return try await whileAlone(projection.name) { () async throws(RebuildError) in
      let all = try await generations(projection.name)
      let live = all.first(where: \.isLive)
      let begun = all.last {
        !$0.isLive && !$0.isScratch && $0.form == projection.form && $0.number > live?.number ?? 0
      }
      let first: Generation
      if let begun { first = begun } else { first = try await begin(projection, isScratch: false) }
      let filled = try await builder.catchUp(first)
      builder.progress.beginIndexing()
      try await builder.index(filled)
      // What was appended meanwhile: so that little is left to fold while the live generation is held.
      let generation = try await builder.catchUp(filled)
      try await analyze(generation)
      if let live, live.form != projection.form, isServed { return .ready(generation) }
      return .live(try await handOver(generation))
    }
  }

  /// Makes sure that the live generation is of this program's form, and indexed, before its server answers anything.
  package func ensureLive() async throws(RebuildError) {
    let projection = builder.makeProjection()
    let live = try await generations(projection.name).first(where: \.isLive)
    guard let live, live.form == projection.form else {
      _ = try await run(isServed: false)
      return
    }
    // A program of before there were indexes to be made may have handed over without.
    try await builder.index(live)
  }

  /// Compares the live generation with one that is folded from zero.
  ///
  /// - Returns: what differs, at one and the same position of the log.
  package func verify() async throws(RebuildError) -> Verification {
    let projection = builder.makeProjection()
    return try await whileAlone(projection.name) { () async throws(RebuildError) in
      for left in try await generations(projection.name) where left.isScratch { try await drop(left) }
      let scratch = try await begin(projection, isScratch: true)
      let verification: Verification
      do throws(RebuildError) {
        verification = try await compare(try await builder.catchUp(scratch), tables: projection.tables)
      } catch {
        try? await drop(scratch)
        throw error
      }
      // What cannot be dropped now the next one drops: that is no reason to say nothing of what was found.
      try? await drop(scratch)
      return verification
    }
  }

  /// Holds the live generation still, folds what is left, and changes over. Who dies meanwhile lets go.
  private func handOver(_ generation: Generation) async throws(RebuildError) -> Generation {
    let hold = try await hold(generation.name)
    let complete = try await builder.fold(generation, through: hold.position ?? 0)
    do throws(PostgresError) { try await hold.release(to: complete) } catch { throw RebuildError(error) }
    return complete
  }

  private func compare(_ scratch: Generation, tables: [ReadTable]) async throws(RebuildError) -> Verification {
    let hold = try await hold(scratch.name)
    let complete = try await builder.fold(scratch, through: hold.position ?? 0)
    let comparison: Comparison
    do throws(PostgresError) {
      comparison = try await Comparison(of: complete, configuration: configuration)
      try await hold.release()
    } catch {
      throw RebuildError(error)
    }
    return try await comparison.run(tables)
  }

  private func hold(_ name: String) async throws(RebuildError) -> LiveHold {
    do throws(PostgresError) { return try await LiveHold(name, configuration: configuration) } catch {
      throw RebuildError(error)
    }
  }

  /// Runs `body` while no other process builds generations of the projection.
  private func whileAlone<Value: Sendable>(
    _ name: String, _ body: () async throws(RebuildError) -> Value
  ) async throws(RebuildError) -> Value {
    guard let session = try await buildLock(name) else { throw .alreadyUnderWay(projection: name) }
    defer { session.beginClosing() }
    return try await body()
  }

  /// A session that holds the projection's lock; `nil` if another holds it.
  func buildLock(_ name: String) async throws(RebuildError) -> Session? {
    do throws(PostgresError) {
      let session = try await Session.connect(configuration)
      let isAlone = try await session.query(GenerationStatements.tryBuildLock, [.text(name)]) {
        result throws(PostgresError) in try result.bool(0, 0)
      }
      if !isAlone { session.beginClosing() }
      return isAlone ? session : nil
    } catch {
      throw RebuildError(error)
    }
  }

  private func generations(_ name: String) async throws(RebuildError) -> [Generation] {
    do throws(PostgresError) { return try await builder.generations.of(name) } catch { throw RebuildError(error) }
  }

  private func begin(_ projection: any Projection, isScratch: Bool) async throws(RebuildError) -> Generation {
    do throws(PostgresError) { return try await builder.generations.begin(projection, isScratch: isScratch) } catch {
      throw RebuildError(error)
    }
  }

  private func analyze(_ generation: Generation) async throws(RebuildError) {
    do throws(PostgresError) { try await builder.generations.analyze(generation) } catch { throw RebuildError(error) }
  }

  private func drop(_ generation: Generation) async throws(RebuildError) {
    do throws(PostgresError) { try await builder.generations.drop(generation) } catch { throw RebuildError(error) }
  }
}
