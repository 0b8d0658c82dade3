internal import CairnMessages

/// Somebody grown up around a family.
final class Adult: Sendable {
  let name: PersonName
  let fullName: String
  /// How they stand to the children: "mother".
  let relation: String
  /// The same with a space in front.
  let spacedRelation: String
  /// As referrals name them.
  let message: CairnMessages.Adult

  /// - Parameter isCarer: whom the children live with, and who is responsible for them.
  init(given: String, family: String, relation: String, isCarer: Bool) {
    name = PersonName(given: given, family: family)
    message = CairnMessages.Adult(
      name: name, relationship: relation, inHousehold: isCarer || Self.atHome.contains(relation),
      parentalResponsibility: isCarer)
    fullName = given + " " + family
    self.relation = relation
    spacedRelation = " " + relation
  }

  /// Of those who are not the carer, who usually lives with the children.
  private static let atHome: Set = ["stepfather", "mother's partner", "grandmother", "stepmother"]
}
