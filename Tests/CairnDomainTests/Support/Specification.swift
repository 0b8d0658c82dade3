import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// Given events, when a command is decided, then these events or this rejection follow.
struct Given<D: Decider> {
  let state: D.State

  init(_ decider: D.Type, _ events: DomainEvent...) {
    state = D.fold(D.initial, events)
  }

  /// What is decided in this state.
  func when(
    _ decide: (D.State) throws(Rejection) -> [StreamDecision]
  ) -> Outcome {
    do throws(Rejection) {
      return Outcome(result: .success(try decide(state)))
    } catch {
      return Outcome(result: .failure(error))
    }
  }
}

struct Outcome {
  let result: Result<[StreamDecision], Rejection>

  /// Demands exactly these events, stream by stream.
  func then(
    _ expected: [(Identifier128, [DomainEvent])], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let decisions = try result.get()
    #expect(decisions.map(\.stream) == expected.map(\.0), sourceLocation: sourceLocation)
    #expect(decisions.map { $0.events.map(\.event) } == expected.map(\.1), sourceLocation: sourceLocation)
  }

  func thenRejected(
    _ code: Rejection.Code, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard case .failure(let rejection) = result else {
      Issue.record("was not rejected", sourceLocation: sourceLocation)
      return
    }
    #expect(rejection.code == code && rejection.reason == reason, sourceLocation: sourceLocation)
    #expect(!rejection.message.isEmpty, sourceLocation: sourceLocation)
  }
}

/// The rejection of a call that should be rejected.
func rejectionOf<Value>(_ call: () throws(Rejection) -> Value) throws -> Rejection {
  do throws(Rejection) {
    _ = try call()
  } catch {
    return error
  }
  throw NotRejected()
}

struct NotRejected: Error {}

/// Field path, reason and rule of each fault of a request that should be refused.
func faults<Value>(_ call: () throws(Rejection) -> Value) throws -> [String] {
  let rejection = try rejectionOf(call)
  #expect(rejection.code == .invalid && rejection.reason == "INVALID_REQUEST")
  return rejection.faults.map { "\($0.field) \($0.reason) \($0.rule)" }
}
