internal import CairnMessages

/// The referrals of the demo, made up from beginning to end: the police refer two siblings, their school the older one.
/// NHS numbers are of the synthetic range.
struct DemoReferral {
  let clock: DemoClock

  var ofPolice: Referral {
    Referral(
      children: [older, younger],
      reporter: Reporter(
        name: PersonName(given: "Dana", family: "Okafor"), capacity: "Police constable, response team",
        telephone: "020 7946 0000"),
      source: "6", primaryNeed: "N1",
      statements: [
        statement(
          .observed, "Both children were alone in the flat. No food in the kitchen.", "PC Okafor, body-worn video"),
        statement(.reported, "They are often left alone at night.", "Neighbour at the same address"),
      ],
      narrative: """
        Officers were called to a noise complaint and found two children without an adult. Their mother came home two \
        hours later. The children stayed with her; a grandmother is on her way.
        """,
      agencyReference: "CAD 4471/23",
      adults: [
        Adult(
          name: PersonName(given: "Lena", family: "Example"), relationship: "mother", inHousehold: true,
          parentalResponsibility: true)
      ])
  }

  var ofSchool: Referral {
    var child = older
    // The same child, as another agency writes her down: what tells that she is the same is the number.
    child.name = PersonName(given: "Mira", family: "Example-Hart")
    child.addresses = []
    return Referral(
      children: [child],
      reporter: Reporter(name: PersonName(given: "Ines", family: "Marlow"), capacity: "Designated safeguarding lead"),
      source: "2A", primaryNeed: "N1",
      statements: [
        statement(.reported, "She puts her brother to bed when their mother works.", "Mira, in her own words")
      ],
      narrative: "Mira fell asleep in class twice this week and had no lunch with her.", agencyReference: "SG-0093")
  }

  private func statement(_ assertion: Assertion, _ text: String, _ source: String) -> Statement {
    Statement(
      assertion: assertion, text: text, source: source, observedAt: clock.rfc3339(hoursAgo: 3),
      recordedAt: clock.rfc3339(hoursAgo: 1))
  }

  private var address: Address {
    Address(
      lines: ["Flat 12, Example House", "1 Sample Street", "London"], postcode: "SW1A 1AA",
      localAuthorityGss: "E09000033")
  }

  private var older: Child {
    Child(
      name: PersonName(given: "Mira", family: "Example"), dateOfBirth: "2018-04-12", sex: "F", ethnicity: "MOTH",
      disabilities: ["NONE"], identifiers: [Identifier(scheme: .nhsNumber, value: "9434765870")],
      addresses: [address], school: "Sample Street Primary School")
  }

  /// His NHS number has a digit wrong, as happens: the referral is recorded all the same, with a finding.
  private var younger: Child {
    Child(
      name: PersonName(given: "Joel", family: "Example"), dateOfBirth: "2021-11-02", sex: "M", ethnicity: "MOTH",
      disabilities: ["NONE"], identifiers: [Identifier(scheme: .nhsNumber, value: "9434765871")], addresses: [address])
  }
}
