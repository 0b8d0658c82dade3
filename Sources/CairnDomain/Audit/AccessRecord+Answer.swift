package import CairnMessages
internal import Identifiers

extension AccessRecord {
  /// What is recorded of an answer before it leaves.
  ///
  /// - Parameters:
  ///   - traceID: of the trace that the call belonged to; empty if it belonged to none.
  ///   - reason: why it was refused, for programs; empty if it was not.
  ///   - nowMicroseconds: the server's clock, in microseconds since 1970-01-01T00:00:00Z.
  ///   - logPosition: how far the log had come when the answer was read from it.
  package init(
    of actor: Actor, calling method: String, in traceID: String = "", _ outcome: AccessOutcome, reason: String = "",
    telling disclosure: Disclosure,
    nowMicroseconds: Int64, logPosition: UInt64
  ) {
    self.init(
      agencyID: actor.agencyID.description, actingPerson: actor.personID.description, role: actor.role,
      purpose: actor.purpose, method: method, outcome: outcome, reason: reason, atUs: nowMicroseconds,
      logPosition: logPosition, cases: disclosure.accessed,
      people: disclosure.people.sorted().map(\.description),
      agreements: disclosure.agreements.sorted { ($0.agreementID, $0.version) < ($1.agreementID, $1.version) },
      traceID: traceID)
  }
}
