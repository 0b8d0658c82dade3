package import CairnMessages
package import Identifiers

/// What an answer tells, and of which cases.
package struct Disclosure: Hashable, Sendable {
  /// Of what was shown and withheld, the cases of which it was.
  private var cases: [Extent: [Identifier128]] = [:]
  /// Members of staff of whom it tells.
  private(set) var people: Set<Identifier128> = []

  /// By which it tells of them.
  private(set) var agreements: Set<AgreementReference> = []

  private struct Extent: Hashable {
    let returned: DataCategorySet
    let withheld: DataCategorySet
  }

  /// Nothing of any case.
  package init() {}

  /// Cases that are asked for, or of which nothing is told but that they are there.
  package init(naming caseIDs: some Sequence<Identifier128>) {
    self.init()
    cases[Extent(returned: [], withheld: [])] = Array(caseIDs)
  }

  /// What an answer of that type tells of cases of which only some categories may be seen.
  ///
  /// - Parameter visible: of the agencies whose information the cases hold, what may be seen of each; of none if empty.
  package init<Answer: CategorisedMessage>(
    of caseIDs: some Sequence<Identifier128>, in type: Answer.Type, visible: some Collection<DataCategorySet>,
    under agreements: [AgreementReference] = []
  ) {
    self.init()
    add(caseIDs, in: type, visible: visible)
    add(under: agreements)
  }

  /// Adds cases of which the same may be seen.
  package mutating func add<Answer: CategorisedMessage>(
    _ caseIDs: some Sequence<Identifier128>, in type: Answer.Type, visible: some Collection<DataCategorySet>
  ) {
    let returned = visible.reduce(into: DataCategorySet()) { $0.formUnion($1) }.intersection(Answer.categories)
    let seenOfAll = visible.reduce(into: visible.isEmpty ? [] : Answer.categories) { $0.formIntersection($1) }
    let extent = Extent(returned: returned, withheld: Answer.categories.subtracting(seenOfAll))
    cases[extent, default: []] += caseIDs
  }

  /// Adds agreements by which it tells what it tells.
  package mutating func add(under agreements: some Sequence<AgreementReference>) {
    self.agreements.formUnion(agreements)
  }

  /// Adds a member of staff.
  mutating func add(person: Identifier128) { people.insert(person) }

  /// Every case.
  package var caseIDs: Set<Identifier128> { Set(cases.values.joined()) }

  /// As records of access hold it, in an order that is the same for the same content.
  var accessed: [AccessedCases] {
    cases.filter { !$0.value.isEmpty }
      .sorted {
        ($0.key.returned.rawValue, $0.key.withheld.rawValue) < ($1.key.returned.rawValue, $1.key.withheld.rawValue)
      }
      .map { extent, caseIDs in
        AccessedCases(
          caseIDs: Set(caseIDs).sorted().map(\.description), returned: extent.returned.categories.map(\.rawValue),
          withheld: extent.withheld.categories.map(\.rawValue))
      }
  }
}
