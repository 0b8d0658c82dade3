package import CairnMessages

/// A message that has a wire form. The conformances are generated; the raw pointers point at the message's C struct,
/// whose type stays inside this module.
package protocol WireMessage: Message {
  /// The `ProtobufCMessageDescriptor`.
  static var wireDescriptor: UnsafeRawPointer { get }
  /// Copies an unpacked C struct.
  init(unpacked raw: UnsafeRawPointer)
  /// Builds the C struct, with all that it points at, in an arena.
  func pack(in arena: inout Arena) -> UnsafeMutableRawPointer
}
