package import CairnMessages

/// Fills fields by chance: a third of them stay as they are, numbers keep to no range, text has one to four bytes a character.
extension Chance {
  private static let alphabet = Array("abc XYZ019-éßñłžЖשعह漢字仮🙂𝛑\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}")

  private mutating func isSkipped() -> Bool { below(3) == 0 }

  /// Any number of a width, often a small one or an extreme.
  private mutating func number<T: FixedWidthInteger>() -> T {
    switch below(4) {
    case 0: T.max
    case 1: T.min
    case 2: T(truncatingIfNeeded: below(200))
    default: T(truncatingIfNeeded: next())
    }
  }

  private mutating func text() -> String {
    String((0..<below(below(6) == 0 ? 200 : 12)).map { _ in Self.alphabet[below(Self.alphabet.count)] })
  }

  private mutating func octets() -> [UInt8] {
    (0..<below(40)).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  private mutating func list<T>(_ element: (inout Chance) -> T) -> [T] {
    (0..<below(4)).map { _ in element(&self) }
  }

  private mutating func enumeration<E: EnumNumber>() -> E {
    below(5) == 0 ? E(rawValue: number()) : E.named[below(E.named.count)].value
  }

  /// Fills a number.
  package mutating func fill<T: FixedWidthInteger>(_ field: inout T) {
    if !isSkipped() { field = number() }
  }

  /// Fills a list of numbers.
  package mutating func fill<T: FixedWidthInteger>(_ field: inout [T]) {
    if !isSkipped() { field = list { $0.number() } }
  }

  /// Fills a truth value.
  package mutating func fill(_ field: inout Bool) {
    if !isSkipped() { field = below(2) == 0 }
  }

  /// Fills a text.
  package mutating func fill(_ field: inout String) {
    if !isSkipped() { field = text() }
  }

  /// Fills a list of texts.
  package mutating func fill(_ field: inout [String]) {
    if !isSkipped() { field = list { $0.text() } }
  }

  /// Fills a list of byte strings.
  package mutating func fill(_ field: inout [[UInt8]]) {
    if !isSkipped() { field = list { $0.octets() } }
  }

  /// Fills bytes.
  package mutating func fill(_ field: inout [UInt8]) {
    if !isSkipped() { field = octets() }
  }

  /// Fills an enum, at times with a number that the contract does not name.
  package mutating func fill<E: EnumNumber>(_ field: inout E) {
    if !isSkipped() { field = enumeration() }
  }

  /// Fills a list of enums.
  package mutating func fill<E: EnumNumber>(_ field: inout [E]) {
    if !isSkipped() { field = list { $0.enumeration() } }
  }

  /// Fills a message.
  package mutating func fill<M: SampledMessage>(_ field: inout M?) {
    if !isSkipped() { field = M.sample(by: &self) }
  }

  /// Fills a list of messages.
  package mutating func fill<M: SampledMessage>(_ field: inout [M]) {
    if !isSkipped() { field = list { M.sample(by: &$0) } }
  }
}
