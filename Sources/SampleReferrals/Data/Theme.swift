/// What a referral is about: sentences that go together.
final class Theme: Sendable {
  /// Codes of the reference data for the primary need, as often as they are drawn.
  let primaryNeeds: [String]
  /// Ages in years of a child whom it can be about.
  let ages: ClosedRange<Int>
  /// The child is not born, or too young to tell anything.
  let isOfTheVeryYoung: Bool
  let narratives: [Fragment]
  let statements: [StatementFragment]

  init(
    _ primaryNeeds: [String], ages: ClosedRange<Int> = 4...17, isOfTheVeryYoung: Bool = false,
    narratives: [String], statements: [StatementFragment]
  ) {
    self.isOfTheVeryYoung = isOfTheVeryYoung
    self.primaryNeeds = primaryNeeds
    self.ages = ages
    self.narratives = narratives.map(Fragment.init)
    self.statements = statements
  }

  /// About children who can tell something themselves; each is about some age from 4 on, and ``neglect`` about all.
  static let all = Weighted<Theme>([
    (16, neglect), (18, domesticAbuse), (8, injury), (9, mentalHealth), (7, substances), (8, missing), (6, home),
    (5, disability), (5, conflict), (4, absence),
  ])
}
