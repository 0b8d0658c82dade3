package import Identifiers

/// The ids that a new referral needs, minted by whoever keeps the log.
package struct ReferralIdentifiers: Hashable, Sendable {
  /// One child's ids.
  package struct Child: Hashable, Sendable {
    /// The case to be opened, which is also its stream's id.
    package let caseID: Identifier128
    /// The child.
    package let personID: Identifier128

    /// Makes the ids of one child.
    package init(caseID: Identifier128, personID: Identifier128) {
      self.caseID = caseID
      self.personID = personID
    }
  }

  /// The referral, which is also its stream's id.
  package let referralID: Identifier128
  /// Whoever reports, as the subject of a data key.
  package let reporterID: Identifier128
  /// One per child, in the order of the referral.
  package let children: [Child]
  /// Of the adults whom it names, as subjects of data keys, in their order.
  package let adultIDs: [Identifier128]

  /// Makes the ids of a referral.
  package init(
    referralID: Identifier128, reporterID: Identifier128, children: [Child], adultIDs: [Identifier128] = []
  ) {
    self.adultIDs = adultIDs
    self.referralID = referralID
    self.reporterID = reporterID
    self.children = children
  }
}
