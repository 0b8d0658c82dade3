import CairnMessages
import Identifiers

@testable import CairnDomain

/// Reads the good request of a command, spoilt or not, and decides it: for tests that care about one state or one field.
enum Decisions {
  static let hub = Samples.caller(.hub)

  typealias Decide = @Sendable (CaseDecider.State) throws(Rejection) -> [StreamDecision]

  static let setRag: Decide = { state throws(Rejection) in
    try CaseDecider.decide(SetRag(validating: Samples.ragRequest, from: hub), state)
  }

  static func threshold(_ outcome: ThresholdOutcome) -> Decide {
    { state throws(Rejection) in
      try CaseDecider.decide(DecideThreshold(validating: Samples.decideRequest(outcome), from: hub), state)
    }
  }

  static func attach(joining joined: CaseDecider.State) -> Decide {
    { state throws(Rejection) in
      try CaseDecider.decide(AttachReferral(validating: Samples.attachRequest, from: hub), state, joined: joined)
    }
  }

  static func link(
    with other: CaseDecider.State, _ change: @escaping @Sendable (inout LinkCasesRequest) -> Void = { _ in }
  ) -> Decide {
    { state throws(Rejection) in
      var request = Samples.linkRequest
      change(&request)
      return try CaseDecider.decide(LinkCases(validating: request, from: hub), state, other: other)
    }
  }

  static func ask(
    registered: [Bool]? = nil,
    _ change: @escaping @Sendable (inout RequestInformationRequest) -> Void = { _ in }
  ) -> Decide {
    { state throws(Rejection) in
      var request = Samples.informationRequest
      change(&request)
      let command = try RequestInformation(validating: request, from: hub)
      let ids = command.agencyIDs.indices.map { Samples.identifier(500 + UInt64($0)) }
      let known = registered ?? ids.map { _ in true }
      return try CaseDecider.decide(command, requestIDs: ids, registered: known, state)
    }
  }

  static func respond(
    as agencyID: AgencyID = Samples.police,
    _ change: @escaping @Sendable (inout RespondToRequestRequest) -> Void = { _ in }
  ) -> Decide {
    { state throws(Rejection) in
      var request = Samples.nilReturnRequest
      change(&request)
      return try CaseDecider.decide(
        RespondToRequest(validating: request, from: Samples.caller(agencyID)), state)
    }
  }

  static func correct(
    now: Int64 = Samples.nowMicroseconds, _ change: @escaping @Sendable (inout CorrectRequest) -> Void = { _ in }
  ) -> Decide {
    { state throws(Rejection) in
      var request = Samples.correctRequest
      change(&request)
      let caller = Caller(agencyID: .hub, nowMicroseconds: now)
      return try CaseDecider.decide(CorrectChild(validating: request, from: caller), state)
    }
  }

  static func resolve(_ change: @escaping @Sendable (inout ResolveFindingRequest) -> Void = { _ in }) -> Decide {
    { state throws(Rejection) in
      var request = Samples.resolveRequest
      change(&request)
      return try CaseDecider.decide(ResolveFinding(validating: request, from: hub), on: Samples.caseID, state)
    }
  }

  static func close(_ change: @escaping @Sendable (inout CloseRequest) -> Void = { _ in }) -> Decide {
    { state throws(Rejection) in
      var request = Samples.closeRequest
      change(&request)
      return try CaseDecider.decide(CloseCase(validating: request, from: hub), state)
    }
  }

  static func reopen(joining rereferral: CaseDecider.State? = nil) -> Decide {
    { state throws(Rejection) in
      var request = Samples.reopenRequest
      if rereferral != nil { request.rereferralCaseID = Samples.otherCaseID.description }
      return try CaseDecider.decide(ReopenCase(validating: request, from: hub), state, rereferral: rereferral)
    }
  }

  static func grant(
    registered: Bool = true, from caller: Caller = hub,
    _ change: @escaping @Sendable (inout GrantAccessRequest) -> Void = { _ in }
  ) -> Decide {
    { state throws(Rejection) in
      var request = Samples.grantRequest
      change(&request)
      return try CaseDecider.decide(
        GrantAccess(validating: request, from: caller), grantID: Samples.grantID, isRegistered: registered, state)
    }
  }

  /// - Parameter given: an event of the case before it, which gives what is ended.
  static func endAccess(given event: DomainEvent? = nil, from caller: Caller = hub) -> Decide {
    { state throws(Rejection) in
      let command = try EndAccess(validating: Samples.endAccessRequest, from: caller)
      return try CaseDecider.decide(command, event.map { CaseDecider.evolve(state, $0) } ?? state)
    }
  }

  static func breakGlass(
    from caller: Caller = Samples.caller(), life: GlassLife = .usual,
    _ change: @escaping @Sendable (inout BreakGlassRequest) -> Void = { _ in }
  ) -> Decide {
    { state throws(Rejection) in
      var request = Samples.breakGlassRequest
      change(&request)
      return try CaseDecider.decide(
        BreakGlass(validating: request, from: caller), grantID: Samples.grantID, life: life, state)
    }
  }

  /// - Parameter given: an event of the case before it, which gives what is reviewed.
  static func review(
    given event: DomainEvent? = nil, from caller: Caller = hub,
    _ change: @escaping @Sendable (inout ReviewBreakGlassRequest) -> Void = { _ in }
  ) -> Decide {
    { state throws(Rejection) in
      var request = Samples.reviewGlassRequest
      change(&request)
      let command = try ReviewBreakGlass(validating: request, from: caller)
      return try CaseDecider.decide(command, event.map { CaseDecider.evolve(state, $0) } ?? state)
    }
  }

  /// An answer needs a question, whatever the state is.
  static func respond(given event: DomainEvent) -> Decide {
    { state throws(Rejection) in try respond()(CaseDecider.evolve(state, event)) }
  }

  /// A reason for a finding needs one, whatever the state is.
  static func resolve(given event: DomainEvent) -> Decide {
    { state throws(Rejection) in try resolve()(CaseDecider.evolve(state, event)) }
  }

  static func linkFromTheOtherSide(of other: CaseDecider.State) -> Decide {
    { state throws(Rejection) in try link(with: state)(other) }
  }
}
