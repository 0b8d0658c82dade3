internal import CairnMessages
internal import Identifiers

extension CaseDecider.State {
  /// The case, if a command about access may be carried out on it as it stands.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, also to whoever is excluded from the case; or why its state does not allow it.
  func admitting<Request, Response>(
    _ method: Method<Request, Response>, _ context: DecisionContext
  ) throws(Rejection) -> OpenedCase {
    let actor = context.actor
    if let opened,
      opened.access.excludes(actor.agencyID, actor.personID, at: context.recordedAtMicroseconds)
    {
      throw .caseUnknown
    }
    return try admitting(method)
  }
}

extension Rejection {
  static let grantUnknown = Rejection(
    .notFound, reason: "GRANT_UNKNOWN", message: "the case has no such grant: take its id from the view of the case")
}
