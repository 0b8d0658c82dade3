/// Why a command or a query was not carried out.
///
/// Holds no personal data: faults name fields, never what stands in them.
package struct Rejection: Error, Hashable, Sendable {
  /// What kind of refusal it is, as gRPC's status codes tell them apart.
  package enum Code: Hashable, Sendable {
    /// The request cannot be understood; `faults` says where.
    case invalid
    /// There is nothing of that id, or nothing that the caller may know of.
    case notFound
    /// It was done before, by another command.
    case alreadyExists
    /// It does not fit what is recorded.
    case preconditionFailed
    /// The role, or its agency, may not do this.
    case permissionDenied
  }

  /// What kind of refusal it is.
  package let code: Code
  /// For a program: "AGENCY_EXISTS".
  package let reason: String
  /// For a person: what is wrong and what to do.
  package let message: String
  /// Every fault of the request, in the order of its fields; empty unless the code is `invalid`.
  package let faults: [Fault]

  init(_ code: Code, reason: String, message: String, faults: [Fault] = []) {
    self.code = code
    self.reason = reason
    self.message = message
    self.faults = faults
  }
}

/// One field of a request that cannot be understood.
package struct Fault: Hashable, Sendable {
  /// Path of the field in the request, such as `referral.children[0].name.given`.
  package let field: String
  /// For a program: "REQUIRED". The same for every fault of one rule.
  package let reason: String
  /// For a person: what is wrong and what would mend it, never the value.
  package let description: String
  /// The number of the rule that refuses it, such as "C-001".
  package let rule: String
}
