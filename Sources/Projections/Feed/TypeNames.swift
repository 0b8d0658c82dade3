/// Some types of events, by the names that stored events bear.
///
/// Everybody who follows the log asks of every event; mostly it has a type of which they asked a moment ago, and to compare
/// two names takes a fraction of the time that it takes to look one up in a set.
struct TypeNames: Sendable {
  private let names: Set<String>
  /// What was last looked up, and whether it is one of them; the newest last.
  private var recent: [(name: String, isContained: Bool)] = []

  private static let recentMax = 4

  init(_ names: [String]) {
    self.names = Set(names)
  }

  /// All of them, in an order that is always the same.
  var sorted: [String] { names.sorted() }

  /// Whether it is one of them.
  mutating func contains(_ name: String) -> Bool {
    for known in recent where known.name == name { return known.isContained }
    let isContained = names.contains(name)
    if recent.count == Self.recentMax { recent.removeFirst() }
    recent.append((name, isContained))
    return isContained
  }
}
