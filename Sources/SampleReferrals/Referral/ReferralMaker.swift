internal import CairnMessages

/// Makes the referral of a family up.
struct ReferralMaker: Sendable {
  private static let statementCounts = Weighted([(2, 0), (6, 1), (8, 2), (7, 3), (4, 4), (2, 5), (1, 6)])

  /// - Parameters:
  ///   - day: of the referral, in days since 1970-01-01.
  ///   - times: of what it states.
  static func referral(
    of family: Family, told telling: Telling, onDay day: Int, times: StatementTimes, by random: inout SeededRandom
  ) -> Referral {
    let focus = random.below(family.members.count)
    let theme = theme(about: family.members[focus], onDay: day, by: &random)
    let cast = cast(of: family, focus: focus, by: &random)
    return Referral(
      children: children(of: family, told: telling), reporter: telling.reporter, source: telling.kind.code,
      primaryNeed: random.pick(theme.primaryNeeds),
      statements: statements(
        of: theme, told: telling, cast: cast, focus: family.members.count > 1 ? focus : nil, times: times, by: &random),
      narrative: Narrative.text(of: theme, cast: cast, by: &random),
      agencyReference: telling.reference(onDay: day, by: &random))
  }

  private static func theme(about member: Family.Member, onDay day: Int, by random: inout SeededRandom) -> Theme {
    guard !member.isUnborn else { return .unborn }
    let years = member.years(onDay: day)
    guard years >= 4 else { return .infant }
    for _ in 0..<8 {
      let theme = Theme.all.draw(by: &random)
      if theme.ages.contains(years) { return theme }
    }
    return .neglect
  }

  private static func cast(of family: Family, focus: Int, by random: inout SeededRandom) -> Cast {
    let sex = family.members[focus].child.sex
    return Cast(
      child: family.members[focus].child.name?.given ?? "",
      sibling: sibling(in: family, besides: focus, by: &random) ?? "a cousin",
      carer: family.adults[0].fullName, parent: family.adults[0].spacedRelation, adult: family.adults[1].fullName,
      their: sex == "M" ? "his" : sex == "F" ? "her" : "their", street: family.street)
  }

  /// Given name of another child who is born; `nil` if there is none.
  private static func sibling(in family: Family, besides focus: Int, by random: inout SeededRandom) -> String? {
    let start = random.below(family.members.count)
    for step in family.members.indices {
      let index = (start + step) % family.members.count
      if index != focus, !family.members[index].isUnborn { return family.members[index].child.name?.given }
    }
    return nil
  }

  /// The children, with the source's own numbers for them if it has any.
  private static func children(of family: Family, told telling: Telling) -> [Child] {
    var children = family.members.map { $0.child }
    guard !telling.kind.reference.isEmpty, (family.serial + telling.kind.code.utf8.count).isMultiple(of: 2) else {
      return children
    }
    let stem = "P" + TimeText.number(family.serial, digits: 8) + "-"
    for index in children.indices where !family.members[index].isUnborn {
      children[index].identifiers.append(
        Identifier(scheme: .local, value: stem + TimeText.number(index + 1, digits: 1)))
    }
    return children
  }

  /// - Parameter focus: the child whom statements name, if there are several.
  private static func statements(
    of theme: Theme, told telling: Telling, cast: Cast, focus: Int?, times: StatementTimes,
    by random: inout SeededRandom
  ) -> [Statement] {
    let count = statementCounts.draw(by: &random)
    let common = theme.isOfTheVeryYoung ? CommonFragments.ofTheVeryYoung : CommonFragments.all
    var (own, others) = (Hand(of: theme.statements.count), Hand(of: common.statements.count))
    var times = times
    var text = TextBuffer(capacity: 240)
    var statements: [Statement] = []
    statements.reserveCapacity(count)
    while statements.count < count {
      let fragment: StatementFragment
      if random.happens(perMille: 780), let index = own.draw(by: &random) {
        fragment = theme.statements[index]
      } else if let index = others.draw(by: &random) {
        fragment = common.statements[index]
      } else {
        break
      }
      text.clear()
      fragment.text.append(to: &text, cast: cast)
      let isOfOne = fragment.text.namesChild && !fragment.text.namesSibling
      statements.append(
        Statement(
          assertion: fragment.assertion, text: text.text, source: telling.source(of: fragment, cast: cast),
          observedAt: times.observedAt(by: &random), recordedAt: times.recordedAt,
          aboutChildren: isOfOne ? focus.map { indexLists[$0] } ?? [] : []))
    }
    return statements
  }

  /// A list of one index, for each child that a family may have.
  private static let indexLists = (0..<UInt32(8)).map { [$0] }
}
