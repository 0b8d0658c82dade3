internal import CairnCodec
internal import CairnMessages
internal import NIOCore

/// The head of a call, read, checked and looked up.
struct CallHead {
  let bytes: ByteBuffer
  let method: String
  let timeoutMicroseconds: UInt64
  let metadata: Metadata
  let entry: MethodTable.Entry

  /// - Throws: `invalidArgument` for a head that breaks the rules, `unimplemented` for a method that is not in the table.
  init(bytes: ByteBuffer, methods: MethodTable) throws(RPCError) {
    let header: CallHeader
    do {
      header = try bytes.withUnsafeReadableBytes { bytes throws(WireError) in
        try decode(CallHeader.self, from: bytes, limits: .head)
      }
    } catch {
      throw RPCError(wire: error, in: "call header")
    }
    let metadata = Metadata(header.metadata)
    if let fault = metadata.fault { throw RPCError(.invalidArgument, "call header: \(fault)") }
    entry = try methods.entry(path: header.method)
    method = header.method
    timeoutMicroseconds = header.timeoutUs
    self.metadata = metadata
    // A slice of the read buffer would keep all of it alive.
    self.bytes = ByteBuffer(bytes: bytes.readableBytesView)
  }
}
