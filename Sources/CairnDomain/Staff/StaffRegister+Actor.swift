extension StaffRegister {
  /// Holds who acts to the register.
  ///
  /// - Parameter microseconds: since 1970-01-01T00:00:00Z: they must stand in the register on that day in London.
  /// - Throws: `Rejection` NOT_ON_REGISTER, the same for a person who is not known, has left or not begun yet, and for a role
  ///   that is not theirs.
  package func hold(_ actor: Actor, atMicroseconds microseconds: Int64) throws(Rejection) {
    guard let today = LondonTime.date(atMicroseconds: microseconds),
      standings[actor.personID]?.admits(actor.role, on: today) ?? false
    else { throw .notOnRegister }
  }
}

extension Rejection {
  /// The answer to whoever acts as somebody, or in a role, that the agency's staff register does not have today.
  static let notOnRegister = Rejection(
    .permissionDenied, reason: "NOT_ON_REGISTER",
    message: """
      the acting person is not on their agency's staff register in this role today: check person and role, or ask the \
      agency's data-protection officer
      """)
}
