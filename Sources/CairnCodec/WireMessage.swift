internal import CCairnProto
package import CairnMessages

/// A message that the codec can carry: it knows its C struct. Every conformance is generated.
package protocol WireMessage: Message {
  /// What protobuf-c knows about the message.
  static var wireType: WireType { get }
  /// Copies the content of the message's C struct. The pointer is not kept.
  init(wire: UnsafeRawPointer)
  /// Fills the message's C struct, which is initialised and stands in the arena; what it points to stands there too.
  func fill(_ wire: UnsafeMutableRawPointer, in arena: Arena)
}

/// protobuf-c's descriptor of a message type. It is constant and lives as long as the program.
package struct WireType {
  let descriptor: UnsafePointer<ProtobufCMessageDescriptor>

  init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) { self.descriptor = descriptor }
}
