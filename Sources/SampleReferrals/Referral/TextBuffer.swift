/// Text in the making: putting pieces together as bytes costs a fraction of what a growing `String` costs.
struct TextBuffer: Sendable {
  private var bytes: [UInt8] = []

  /// In bytes of UTF-8.
  var count: Int { bytes.count }

  /// The text so far.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  static func += (buffer: inout TextBuffer, text: String) {
    var text = text
    text.withUTF8 { buffer.bytes.append(contentsOf: $0) }
  }

  /// Forgets what was added after there were so many bytes.
  mutating func cut(to count: Int) { bytes.removeLast(bytes.count - count) }

  /// Forgets all, and keeps its space.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }
}
