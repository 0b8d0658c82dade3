/// A message of the contract (`proto/`) as a plain value.
///
/// A message-typed field is an optional; every other field has the contract's default when it is not given.
package protocol Message: Hashable, Sendable {
  /// Full name in the contract: "cairn.v1.Referral".
  static var protoName: String { get }
  /// What a newer contract added, in wire form, in the order in which it was received.
  var unknownFields: [UInt8] { get set }
  /// Makes an empty message.
  init()
}
