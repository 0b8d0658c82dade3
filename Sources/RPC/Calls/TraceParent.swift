/// Which trace a call belongs to, as its caller says it: so that what one request caused can be followed through every system
/// that it passed.
///
/// Source: W3C Trace Context, section 3.2.
package struct TraceParent: Hashable, Sendable {
  /// The key in a call's metadata.
  package static let key = "traceparent"

  /// 32 lower-case hexadecimal digits, not all zero.
  package let traceID: String
  /// As it came, to be passed on.
  package let text: String

  /// Reads a value; `nil` if it is none that the specification knows: then the call belongs to no trace.
  package init?(_ text: String) {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count >= 4, Self.isHexadecimal(fields[0], 2), fields[0] != "ff",
      // What a later version adds follows after another "-".
      fields.count == 4 || fields[0] != "00", text.utf8.count <= Self.bytesMax, Self.isHexadecimal(fields[1], 32),
      Self.isHexadecimal(fields[2], 16), Self.isHexadecimal(fields[3], 2),
      fields[1].contains(where: { $0 != "0" }), fields[2].contains(where: { $0 != "0" })
    else { return nil }
    traceID = String(fields[1])
    self.text = text
  }

  private static let bytesMax = 256

  private static func isHexadecimal(_ field: Substring, _ count: Int) -> Bool {
    field.utf8.count == count
      && field.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 || (UInt8(ascii: "a")...UInt8(ascii: "f")) ~= $0
      }
  }
}

extension Metadata {
  /// The trace that a call with this metadata belongs to, if it belongs to one.
  var trace: TraceParent? { self[TraceParent.key].flatMap(TraceParent.init) }
}
