/// How much one message may be.
package struct DecodeLimits: Hashable, Sendable {
  /// The message on the wire.
  package var bytesMax: Int
  /// Fields in the message and all messages within it; each element of a packed list counts as one.
  package var fieldsMax: Int
  /// Messages within messages; the outermost is the first.
  package var depthMax: Int
  /// Memory for unpacking, at most; see ``arenaBytes(forInput:)``.
  package var arenaBytesMax: Int

  /// States limits; what is left out is as in ``standard``.
  package init(
    bytesMax: Int = 4 << 20, fieldsMax: Int = 100_000, depthMax: Int = 32, arenaBytesMax: Int = 64 << 20
  ) {
    self.bytesMax = bytesMax
    self.fieldsMax = fieldsMax
    self.depthMax = depthMax
    self.arenaBytesMax = arenaBytesMax
  }

  /// 4 MiB (as gRPC), 100,000 fields, 32 levels, 64 MiB to unpack.
  package static let standard = DecodeLimits()

  /// Bytes of memory that a message of this size may take to unpack: 64 times its size and 4 KiB. Honest messages take
  /// 2 to 30 times.
  package func arenaBytes(forInput bytes: Int) -> Int {
    min(64 * bytes + 4096, arenaBytesMax)
  }
}
