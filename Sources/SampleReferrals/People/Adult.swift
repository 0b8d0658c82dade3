internal import CairnMessages

/// Somebody grown up around a family.
struct Adult: Sendable {
  let name: PersonName
  let fullName: String
  /// How they stand to the children: "mother".
  let relation: String

  init(given: String, family: String, relation: String) {
    name = PersonName(given: given, family: family)
    fullName = given + " " + family
    self.relation = relation
  }
}
