internal import CairnMessages

/// Somebody grown up around a family.
final class Adult: Sendable {
  let name: PersonName
  let fullName: String
  /// How they stand to the children: "mother".
  let relation: String
  /// The same with a space in front.
  let spacedRelation: String

  init(given: String, family: String, relation: String) {
    name = PersonName(given: given, family: family)
    fullName = given + " " + family
    self.relation = relation
    spacedRelation = " " + relation
  }
}
