/// Things that are drawn by their weights, in one step each: the things are laid out as often as they weigh.
struct Weighted<Element: Sendable>: Sendable {
  private let places: [Element]

  init(_ elements: [(weight: Int, element: Element)]) {
    places = elements.flatMap { Array(repeating: $0.element, count: $0.weight) }
  }

  func draw(by random: inout SeededRandom) -> Element { random.pick(places) }
}
