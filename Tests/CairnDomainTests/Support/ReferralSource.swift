import CairnMessages

/// Referrals by chance: the same seed gives the same ones.
struct ReferralSource {
  private var generator: SplitMix64

  init(seed: UInt64) {
    generator = SplitMix64(state: seed)
  }

  mutating func referral() -> Referral {
    let children = list(upTo: 4) { $0.child() }
    return Referral(
      children: children, reporter: maybe { $0.reporter() }, source: text(), primaryNeed: text(),
      statements: list(upTo: 6) { $0.statement(childCount: children.count) }, narrative: text(),
      agencyReference: text())
  }

  /// A time of a command, often a good one.
  mutating func moment() -> String {
    generator.next() % 4 == 0
      ? text() : pick([Samples.occurredAt, "0000-01-01T00:00:00Z", "2020-02-29T23:30:00-12:00"])
  }

  private mutating func child() -> Child {
    Child(
      name: maybe { $0.name() }, dateOfBirth: text(), expectedDateOfDelivery: text(),
      dateOfBirthEstimated: Bool.random(using: &generator), sex: text(), ethnicity: text(),
      disabilities: list(upTo: 3) { $0.text() },
      identifiers: list(upTo: 4) { source in
        Identifier(
          scheme: source.pick([.unspecified, .nhsNumber, .upn, .pnc, .local, .unrecognized(-1)]), value: source.text())
      },
      addresses: list(upTo: 2) { source in
        Address(lines: source.list(upTo: 3) { $0.text() }, postcode: source.text(), localAuthorityGss: source.text())
      },
      school: text())
  }

  private mutating func statement(childCount: Int) -> Statement {
    // One index in forty points outside.
    let about = list(upTo: 3) { source in
      source.generator.next() % 40 == 0 ? UInt32.max : UInt32(source.generator.next() % UInt64(max(childCount, 1)))
    }
    return Statement(
      assertion: pick([.unspecified, .fact, .opinion, .unrecognized(7)]), text: text(), source: text(),
      observedAt: text(), recordedAt: text(), aboutChildren: about)
  }

  private mutating func name() -> PersonName {
    PersonName(given: text(), family: text(), alsoKnownAs: list(upTo: 2) { $0.text() })
  }

  private mutating func reporter() -> Reporter {
    Reporter(name: maybe { $0.name() }, capacity: text(), telephone: text(), email: text())
  }

  private mutating func text() -> String {
    pick([
      "", " ", "F", "WBRI", "NONE", "LD", "6", "N1", "2019-05-04", "2019-02-29", "0000-01-01", "9999-12-31",
      "0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-11-23T09:30:00Z", "9434765870", "B801200005001",
      "2001/0171310S", "SW1A 1AA", "E09000033", "/", "-", "Åsa 👩‍👧", "\u{0}", "\u{202E}", "9999999999999",
    ])
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(generator.next() % UInt64(values.count))]
  }

  private mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? {
    generator.next() % 4 == 0 ? nil : make(&self)
  }

  private mutating func list<Value>(upTo max: UInt64, _ make: (inout Self) -> Value) -> [Value] {
    (0..<generator.next() % (max + 1)).map { _ in make(&self) }
  }
}

/// Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
