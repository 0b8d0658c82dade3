package import Identifiers

/// Whose data a key seals, and in which case: erasing the key erases that subject's data in that case and nothing else.
package struct DataKeyScope: Hashable, Sendable {
  /// The person, or whatever stands for several: the referral's own id, or the stream of an agency or its register.
  package let subject: Identifier128
  /// The case, or the referral, agency or register where there is no case.
  package let caseID: Identifier128

  /// Makes the scope of a subject in a case.
  package init(subject: Identifier128, caseID: Identifier128) {
    self.subject = subject
    self.caseID = caseID
  }
}
