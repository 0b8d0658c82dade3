import CairnMessages
import Identifiers

@testable import CairnDomain

extension Decisions {
  private static let police = Samples.caller(Samples.police)

  private static func stream(_ events: DomainEvent...) -> SealedStream {
    SealedStream(
      id: Samples.sealStreamID, seals: SealedStreamDecider.fold(SealedStreamDecider.initial, events))
  }

  static let sealCase: Decide = { state throws(Rejection) in
    try CaseDecider.decide(
      SealCase(validating: Samples.sealCaseRequest, from: hub), sealID: Samples.sealID, registered: [true], state)
  }

  /// - Parameter event: happens before, where there is a case.
  static func sealCategories(given event: DomainEvent) -> Decide {
    { state throws(Rejection) in
      try CaseDecider.decide(
        SealCategories(validating: Samples.sealCategoriesRequest, from: police), sealID: Samples.sealID,
        registered: [true], on: stream(), CaseDecider.evolve(state, event))
    }
  }

  /// - Parameter event: happens before, where there is a case.
  static func contributeSealed(given event: DomainEvent) -> Decide {
    { state throws(Rejection) in
      try CaseDecider.decide(
        ContributeSealed(validating: Samples.contributeRequest, from: police), sealID: Samples.sealID,
        registered: [true], on: stream(), CaseDecider.evolve(state, event))
    }
  }

  /// - Parameter event: on the stream of what the agency sealed.
  static func releaseSeal(given event: DomainEvent) -> Decide {
    { state throws(Rejection) in
      try CaseDecider.decide(
        ReleaseSeal(validating: Samples.releaseRequest, from: police), on: stream(event), state)
    }
  }
}
