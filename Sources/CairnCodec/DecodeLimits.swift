/// How much one message may ask for before it is turned away.
package struct DecodeLimits: Hashable, Sendable {
  /// Bytes on the wire.
  package var bytesMax: Int
  /// Fields at all depths together, unknown ones and elements of packed fields too.
  package var fieldsMax: Int
  /// Messages inside one another; the outermost counts as one.
  package var depthMax: Int
  /// Memory for unpacking, in bytes. A message of n bytes gets 64 n + 4096 if that is less.
  package var arenaBytesMax: Int

  /// Limits of the given sizes.
  package init(bytesMax: Int, fieldsMax: Int, depthMax: Int = 32, arenaBytesMax: Int = 64 << 20) {
    self.bytesMax = bytesMax
    self.fieldsMax = fieldsMax
    self.depthMax = depthMax
    self.arenaBytesMax = arenaBytesMax
  }

  /// 4 MiB, 100,000 fields, 32 levels, 64 MiB of arena.
  package static let standard = DecodeLimits(bytesMax: 4 << 20, fieldsMax: 100_000)

  /// The arena that a message of that many bytes gets.
  func arenaBudgetBytes(for count: Int) -> Int { min(arenaBytesMax, 64 * count + 4096) }
}
