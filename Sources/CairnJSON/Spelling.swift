/// What a person may have meant.
enum Spelling {
  /// The candidate nearest to a word, if it is near: case and underscores do not count, and one letter in three may differ.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    // Longer words are not misspelt names, and comparing takes time of their square.
    guard word.utf8.count <= 64 else { return nil }
    let wanted = folded(word)
    let ranked = candidates.map { (name: $0, distance: distance(wanted, folded($0))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance * 3 <= max(wanted.count, 3) else {
      return nil
    }
    return best.name
  }

  private static func folded(_ word: String) -> [Character] {
    word.lowercased().filter { $0 != "_" && $0 != "-" }.map { $0 }
  }

  /// How many letters must be put in, left out or replaced to turn one word into the other.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let replaced = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
