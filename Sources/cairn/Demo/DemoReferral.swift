internal import CairnMessages

/// The referral of the demo: two siblings, made up from beginning to end. Their NHS numbers are of the synthetic range.
enum DemoReferral {
  static func referral(observedAt: String, recordedAt: String) -> Referral {
    Referral(
      children: [older, younger],
      reporter: Reporter(
        name: PersonName(given: "Dana", family: "Okafor"), capacity: "Police constable, response team",
        telephone: "020 7946 0000"),
      source: "6", primaryNeed: "N1",
      statements: [
        Statement(
          assertion: .observed, text: "Both children were alone in the flat. There was no food in the kitchen.",
          source: "PC Okafor, body-worn video", observedAt: observedAt, recordedAt: recordedAt),
        Statement(
          assertion: .reported, text: "A neighbour said that the children are often left alone at night.",
          source: "Neighbour at the same address", observedAt: observedAt, recordedAt: recordedAt),
        Statement(
          assertion: .opinion, text: "She seemed used to looking after her brother.", source: "PC Okafor",
          observedAt: observedAt, recordedAt: recordedAt, aboutChildren: [0]),
      ],
      narrative: """
        Officers were called to a noise complaint and found two children without an adult. Their mother came home two \
        hours later. The children stayed with her; a grandmother is on her way.
        """,
      agencyReference: "CAD 4471/23")
  }

  private static let address = Address(
    lines: ["Flat 12, Example House", "1 Sample Street", "London"], postcode: "SW1A 1AA", localAuthorityGss: "E09000033"
  )

  private static let older = Child(
    name: PersonName(given: "Mira", family: "Example"), dateOfBirth: "2018-04-12", sex: "F", ethnicity: "MOTH",
    disabilities: ["NONE"], identifiers: [Identifier(scheme: .nhsNumber, value: "9434765870")], addresses: [address],
    school: "Sample Street Primary School")

  /// His NHS number has a digit wrong, as happens: the referral is recorded all the same, with a finding.
  private static let younger = Child(
    name: PersonName(given: "Joel", family: "Example"), dateOfBirth: "2021-11-02", sex: "M", ethnicity: "MOTH",
    disabilities: ["NONE"], identifiers: [Identifier(scheme: .nhsNumber, value: "9434765871")], addresses: [address])
}
