/// An enum of the contract. It is open: a number that nobody has named yet is kept as it came.
package protocol MessageEnum: Hashable, Sendable {
  /// The value of that number on the wire.
  init(rawValue: Int32)
  /// The number on the wire.
  var rawValue: Int32 { get }
  /// Every value that the contract names, with that name, by number.
  static var known: [(value: Self, name: String)] { get }
}
