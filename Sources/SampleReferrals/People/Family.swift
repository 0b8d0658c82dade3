internal import CairnMessages

/// Children who live together, and the adults around them.
struct Family: Sendable {
  /// One child of a family.
  struct Member: Sendable {
    /// As a referral describes the child.
    var child: Child
    /// In days since 1970-01-01: the birth, or when it is expected.
    var birthDay: Int
    var isUnborn: Bool

    /// Whether the child is 18, or will be within days: 18 years have 6,574 days at least.
    func isGrownUp(onDay day: Int) -> Bool { !isUnborn && day - birthDay >= 6_570 }

    /// Full years, counted so that nobody under 18 is taken to be older; 0 for the unborn.
    func years(onDay day: Int) -> Int { isUnborn ? 0 : max(0, day - birthDay) * 4 / 1_461 }
  }

  let names: NameGroup
  let place: Place
  /// Counts the families of a sample.
  let serial: Int
  /// Their home, without number.
  var street: String
  /// Who cares for the children, then another.
  let adults: [Adult]
  /// At least one.
  var members: [Member]
  /// How they came to notice first: the next referral comes often from there too.
  let sourceIndex: Int
}
