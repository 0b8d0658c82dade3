internal import Foundation
internal import Projections
internal import UnixSignals

/// The process was asked to stop, and has cleaned up after itself.
struct Stopping: ExitCoded {
  let exitCode = EX_TEMPFAIL
  let description = "Stopped before the end, as it was asked to."

  /// Runs `work`, and cancels it when the process is asked to stop (SIGINT, SIGTERM), so that it can close what it opened;
  /// asked twice, the process ends at once.
  static func cancels<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let working = Task { try await work() }
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    let waiting = Task {
      for await signal in signals {
        Foundation.signal(signal.rawValue, SIG_DFL)
        working.cancel()
      }
    }
    defer { waiting.cancel() }
    do {
      return try await working.value
    } catch let error as RebuildError {
      throw error
    } catch {
      // Whatever was cancelled says so in its own way.
      throw working.isCancelled ? Stopping() : error
    }
  }
}
