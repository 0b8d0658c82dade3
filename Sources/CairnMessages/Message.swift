/// A message of the contract: a plain value that holds what the wire holds.
package protocol Message: Hashable, Sendable {
  /// A message without content.
  init()
  /// Fields that this version of the contract does not know: wire bytes, in the order they came in.
  var unknownFields: [UInt8] { get set }
  /// The name in the contract: "cairn.v1.CaseView".
  static var messageName: String { get }
}
