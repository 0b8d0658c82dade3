/// An enum of the contract. A number that the contract does not name is kept as `unrecognized`, so that it survives on
/// its way through an older program.
package protocol EnumNumber: Hashable, Sendable {
  /// Full name in the contract: "cairn.v1.Rag".
  static var protoName: String { get }
  /// All values that the contract names, with their names there: "RAG_RED".
  static var named: [(value: Self, name: String)] { get }
  /// The value of a number on the wire.
  init(rawValue: Int32)
  /// The number on the wire.
  var rawValue: Int32 { get }
}

extension EnumNumber {
  /// The value's name in the contract; `nil` if the contract does not name it.
  package var name: String? {
    Self.named.first { $0.value == self }?.name
  }
}
