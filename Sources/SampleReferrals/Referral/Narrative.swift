/// Puts narratives together.
enum Narrative {
  /// No narrative is longer, in bytes of UTF-8.
  static let bytesMax = 1_500

  /// Sixteenths of a lognormal distribution with a median of 400 bytes and a sigma of 0.7, with both ends cut.
  private static let lengths = [
    100, 137, 179, 216, 250, 284, 320, 358, 400, 447, 500, 563, 640, 741, 894, 1_170, 1_400,
  ]

  static func text(of theme: Theme, cast: borrowing Cast, by random: inout SeededRandom) -> String {
    let common = theme.isOfTheVeryYoung ? CommonFragments.ofTheVeryYoung : CommonFragments.all
    let sixteenth = random.below(16)
    let wanted = random.within(lengths[sixteenth]...lengths[sixteenth + 1])
    var text = TextBuffer(capacity: wanted + 256)
    if random.happens(perMille: 600) { random.pick(common.openings).append(to: &text, cast: cast) }
    var (own, others) = (Hand(of: theme.narratives.count), Hand(of: common.middles.count))
    while text.count < wanted {
      guard let fragment = next(theme, common, &own, &others, by: &random) else { break }
      add(fragment, to: &text, cast: cast)
    }
    if random.happens(perMille: 600) || text.count < lengths[0] {
      add(random.pick(common.closings), to: &text, cast: cast)
    }
    return text.text
  }

  /// Two of the theme's own for one of the common ones, while there are any.
  private static func next(
    _ theme: Theme, _ common: CommonFragments, _ own: inout Hand, _ others: inout Hand, by random: inout SeededRandom
  ) -> Fragment? {
    if random.happens(perMille: 660), let index = own.draw(by: &random) { return theme.narratives[index] }
    if let index = others.draw(by: &random) { return common.middles[index] }
    return own.draw(by: &random).map { theme.narratives[$0] }
  }

  /// Adds a sentence, or leaves the text as it was if it would be too long.
  private static func add(_ fragment: Fragment, to text: inout TextBuffer, cast: borrowing Cast) {
    let before = text.count
    if before > 0 { text += " " }
    fragment.append(to: &text, cast: cast)
    if text.count > bytesMax { text.cut(to: before) }
  }
}
