internal import CairnDomain
package import CairnMessages
internal import Identifiers

/// Referrals of families that nobody has, one after the other: whole commands, ready to be sent.
///
/// The same seed gives the same referrals on every machine, and a longer run begins with a shorter one. All are accepted
/// by the domain; about one in thirty holds a fault that becomes a finding. The memory that is used does not grow with
/// their number: what is referred again is drawn from a few thousand families that change slowly.
package struct SampleReferralGenerator: IteratorProtocol, Sendable {
  /// A generator ends after so many.
  package static let referralsMax = 10_000_000

  /// Families that may be referred again.
  private static let familiesMax = 4_096
  private static let repeatsPerMille = 380
  /// New families that take the place of one of these, once there are so many: the fewer, the longer each comes back.
  private static let remembersPerMille = 125
  private static let sourceIndexes = Weighted(SourceKind.all.enumerated().map { ($1.weight, $0) })

  /// When the first referral happens at the earliest and the last at the latest, in microseconds since
  /// 1970-01-01T00:00:00Z: two years that end between January and June 2025.
  package var spanMicroseconds: Range<Int64> { schedule.span }

  private var random: SeededRandom
  private var familyMaker: FamilyMaker
  private let staff: Staff
  private let faultsPerMille: Int
  private let schedule: Schedule
  private var families: [Family] = []
  private var made = 0

  /// Begins with the first referral of a seed.
  package init(seed: UInt64) { self.init(seed: seed, faultsPerMille: 30) }

  /// - Parameter faultsPerMille: how many referrals of a thousand are spoilt; the others have no findings.
  init(seed: UInt64, faultsPerMille: Int) {
    self.faultsPerMille = faultsPerMille
    random = SeededRandom(seed: seed)
    schedule = Schedule(endWeek: random.below(26), referralsMax: Self.referralsMax)
    familyMaker = FamilyMaker(by: &random)
    staff = Staff(by: &random)
    families.reserveCapacity(Self.familiesMax)
  }

  /// The next referral; `nil` after ``referralsMax``.
  package mutating func next() -> SubmitReferralRequest? {
    guard made < Self.referralsMax else { return nil }
    let microseconds = schedule.moment(of: made, by: &random)
    made += 1
    let seconds = Int(microseconds / 1_000_000)
    let offset = LondonTime.offsetSeconds(atSeconds: seconds)
    let day = seconds / TimeText.secondsPerDay
    let (family, sourceIndex) = nextFamily(onDay: day)
    let worker = staff.worker(ofSource: sourceIndex, by: &random)
    let telling = Telling(
      kind: SourceKind.all[sourceIndex].kind, worker: worker, family: family, by: &random)
    let times = StatementTimes(sentSeconds: seconds, offsetSeconds: offset, by: &random)
    var referral = ReferralMaker.referral(of: family, told: telling, onDay: day, times: times, by: &random)
    if random.happens(perMille: faultsPerMille) { DataFault.spoil(&referral, onDay: day, by: &random) }
    let context = CommandContext(
      commandID: Identifier128.version7(microseconds: microseconds, random: random.word()).description,
      occurredAt: TimeText.moment(seconds: seconds, offsetSeconds: offset), actingPerson: telling.personID,
      role: .referrer, purpose: "child-safeguarding")
    return SubmitReferralRequest(context: context, referral: referral)
  }

  /// A family that was referred before, or a new one; and where the referral comes from.
  private mutating func nextFamily(onDay day: Int) -> (family: Family, sourceIndex: Int) {
    let sourceIndex = Self.sourceIndexes.draw(by: &random)
    if !families.isEmpty, random.happens(perMille: Self.repeatsPerMille) {
      let place = random.below(families.count)
      if familyMaker.bringUpToDate(&families[place], onDay: day, by: &random) {
        let family = families[place]
        return (family, random.happens(perMille: 450) ? family.sourceIndex : sourceIndex)
      }
      families[place] = familyMaker.family(onDay: day, sourceIndex: sourceIndex, by: &random)
      return (families[place], sourceIndex)
    }
    let family = familyMaker.family(onDay: day, sourceIndex: sourceIndex, by: &random)
    if families.count < Self.familiesMax {
      families.append(family)
    } else if random.happens(perMille: Self.remembersPerMille) {
      families[random.below(families.count)] = family
    }
    return (family, sourceIndex)
  }
}
