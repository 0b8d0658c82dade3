internal import CairnDomain
internal import CairnMessages

/// Makes families up.
struct FamilyMaker: Sendable {
  private var mint: IdentifierMint
  /// Where most of the hub's families live.
  private let home: Place
  private var families = 0

  init(by random: inout SeededRandom) {
    mint = IdentifierMint(by: &random)
    home = random.pick(Place.all)
  }

  /// - Parameter day: of their first referral, in days since 1970-01-01.
  mutating func family(onDay day: Int, sourceIndex: Int, by random: inout SeededRandom) -> Family {
    families += 1
    let names = NameGroup.all.draw(by: &random)
    let place = random.happens(perMille: 750) ? home : random.pick(Place.all)
    let familyName = random.pick(names.families)
    let adults = adults(named: familyName, names: names, by: &random)
    let addresses = [place.address(by: &random)]
    var family = Family(
      names: names, place: place, serial: families, street: Self.street(of: addresses[0]), adults: adults, members: [],
      sourceIndex: sourceIndex)
    let count = Self.childCounts.draw(by: &random)
    family.members.reserveCapacity(count)
    // Brothers and sisters are one to four years apart.
    var age = random.happens(perMille: 45) ? -random.within(20...200) : random.within(5...6_200)
    for _ in 0..<count {
      let ownName = random.happens(perMille: 880) ? familyName : adults[1].name.family
      family.members.append(
        member(ageDays: age, onDay: day, named: ownName, addresses: addresses, of: family, by: &random))
      age = max(age, 0) + random.within(330...1_400)
      if age > 6_500 { break }
    }
    return family
  }

  private static let childCounts = Weighted([(42, 1), (32, 2), (17, 3), (9, 4)])

  /// "14 Specimen Road" without its number.
  static func street(of address: Address) -> String {
    let line = address.lines[address.lines.count - 2]
    return String(line.drop { $0 != " " }.dropFirst())
  }

  private func adults(named familyName: String, names: NameGroup, by random: inout SeededRandom) -> [Adult] {
    let isMother = random.happens(perMille: 860)
    let carer = Adult(
      given: random.pick(isMother ? names.girls : names.boys), family: familyName,
      relation: isMother ? "mother" : "father")
    let others =
      isMother
      ? ["father", "stepfather", "mother's partner", "uncle", "grandmother"] : ["mother", "stepmother", "aunt"]
    let relation = random.pick(others)
    let isWoman = relation == "grandmother" || relation == "mother" || relation == "stepmother" || relation == "aunt"
    let other = Adult(
      given: random.pick(isWoman ? names.girls : names.boys), family: random.pick(names.families), relation: relation)
    return [carer, other]
  }
}

extension FamilyMaker {
  /// - Parameter ageDays: below zero for the unborn: the days until the birth is expected.
  private mutating func member(
    ageDays: Int, onDay day: Int, named familyName: String, addresses: [Address], of family: Family,
    by random: inout SeededRandom
  ) -> Family.Member {
    let birthDay = day - ageDays
    var member = Family.Member(
      child: Child(name: PersonName(family: familyName), addresses: addresses), birthDay: birthDay,
      isUnborn: ageDays < 0)
    if member.isUnborn {
      member.child.expectedDateOfDelivery = TimeText.date(daysSinceEpoch: birthDay)
      member.child.sex = "U"
      member.child.ethnicity = "NOBT"
    } else {
      describe(&member, onDay: day, in: family, by: &random)
    }
    return member
  }

  /// Fills in what is known of a child who is born.
  private mutating func describe(
    _ member: inout Family.Member, onDay day: Int, in family: Family, by random: inout SeededRandom
  ) {
    let years = member.years(onDay: day)
    let isGirl = random.happens(perMille: 490)
    let given = given(isGirl: isGirl, in: family, by: &random)
    member.child.name?.given = given
    if random.happens(perMille: 40) {
      member.child.name?.alsoKnownAs = [given + " " + family.adults[1].name.family]
    }
    member.child.dateOfBirth = TimeText.date(daysSinceEpoch: member.birthDay)
    member.child.dateOfBirthEstimated = random.happens(perMille: 12)
    member.child.sex = random.happens(perMille: 4) ? "U" : isGirl ? "F" : "M"
    member.child.ethnicity = random.pick(family.names.ethnicities)
    member.child.disabilities = Self.disabilities.draw(by: &random)
    if years >= 2 {
      let kind = years < 4 ? " Nursery" : years < 11 ? " Primary School" : " Academy"
      member.child.school = family.street + kind
    }
    member.child.identifiers = identifiers(years: years, onDay: day, in: family, by: &random)
  }

  /// A name that no brother or sister has, as far as there are enough of them.
  private func given(isGirl: Bool, in family: Family, by random: inout SeededRandom) -> String {
    let names = isGirl ? family.names.girls : family.names.boys
    let start = random.below(names.count)
    for index in names.indices {
      let name = names[(start + index) % names.count]
      if !family.members.contains(where: { $0.child.name?.given == name }) { return name }
    }
    return names[start]
  }

  private mutating func identifiers(
    years: Int, onDay day: Int, in family: Family, by random: inout SeededRandom
  ) -> [Identifier] {
    var identifiers: [Identifier] = []
    identifiers.reserveCapacity(4)
    // Close enough for the year in which a number was given out.
    let thisYear = 1970 + day * 4 / 1_461
    if random.happens(perMille: 850) { identifiers.append(mint.nhsNumber()) }
    if years >= 4, random.happens(perMille: 700) {
      let school = 2_000 + family.street.utf8.count * 37
      identifiers.append(
        mint.upn(authority: family.place.educationAuthority, school: school, year: thisYear - (years - 4)))
    }
    if years >= 12, random.happens(perMille: 70) {
      identifiers.append(mint.pnc(year: thisYear - random.within(0...2)))
    }
    return identifiers
  }

  /// Most have none, the others one or two.
  private static let disabilities = Weighted<[String]>(
    [(190, ["NONE"])]
      + CodeList.disability.entries.map(\.code).filter { $0 != "NONE" }.flatMap { code in
        code == "LD" ? [(3, [code])] : [(2, [code]), (1, ["LD", code])]
      })

  /// What has changed in a family since its last referral: births, those who grew up, now and then a move.
  ///
  /// - Returns: whether there is still a child.
  mutating func bringUpToDate(_ family: inout Family, onDay day: Int, by random: inout SeededRandom) -> Bool {
    if family.members.contains(where: { $0.isGrownUp(onDay: day) }) {
      family.members.removeAll { $0.isGrownUp(onDay: day) }
    }
    for index in family.members.indices where family.members[index].isUnborn && family.members[index].birthDay <= day {
      var member = family.members[index]
      member.isUnborn = false
      member.birthDay = min(member.birthDay + random.within(-14...7), day)
      member.child.expectedDateOfDelivery = ""
      describe(&member, onDay: day, in: family, by: &random)
      family.members[index] = member
    }
    if !family.members.isEmpty, random.happens(perMille: 50) { move(&family, by: &random) }
    return !family.members.isEmpty
  }

  /// The new home stands first; the last one is kept behind it.
  private func move(_ family: inout Family, by random: inout SeededRandom) {
    let address = family.place.address(by: &random)
    let addresses = [address] + family.members[0].child.addresses.prefix(1)
    for index in family.members.indices { family.members[index].child.addresses = addresses }
    family.street = Self.street(of: address)
  }
}
