internal import CairnMessages

/// Who tells of a concern in one referral, and in whose name it is sent.
struct Telling: Sendable {
  let kind: SourceKind
  /// The acting person: UUID text.
  let personID: String
  let reporter: Reporter?
  /// As statements name the reporter.
  let title: String

  init(kind: SourceKind, worker: Worker, family: Family, by random: inout SeededRandom) {
    self.kind = kind
    personID = worker.personID
    switch kind.reporter {
    case .staff:
      reporter = worker.reporter
      title = worker.title
    case .acquaintance:
      var acquaintance = worker.reporter
      acquaintance.anonymousToFamily = random.happens(perMille: 600)
      reporter = acquaintance
      title = worker.title
    case .family:
      let adult = family.adults[kind.code == "1C" ? 0 : 1]
      reporter = Reporter(
        name: adult.name, capacity: adult.relation, telephone: PhoneNumber.mobile(by: &random),
        anonymousToFamily: random.happens(perMille: 300))
      title = adult.fullName
    case .nobody:
      reporter = nil
      title = "A caller who gave no name"
    }
  }

  /// What a statement rests on.
  func source(of statement: StatementFragment, cast: borrowing Cast) -> String {
    switch (statement.assertion, statement.speaker) {
    case (.fact, _): kind.record
    case (.reported, .child): cast.child + ", in " + cast.their + " own words"
    case (_, .carer): cast.carer
    case (_, .adult): cast.adult
    case (.reported, _), (.alleged, _): "Told to us by somebody who knows the family"
    default: title
    }
  }

  /// The agency's own number of a referral; empty if it has none.
  ///
  /// - Parameter day: days since 1970-01-01.
  func reference(onDay day: Int, by random: inout SeededRandom) -> String {
    guard !kind.reference.isEmpty else { return "" }
    let date = TimeText.date(daysSinceEpoch: day)
    return kind.reference + date.prefix(4) + "-" + TimeText.number(random.below(100_000), digits: 5)
  }
}
