package import NIOCore

/// What one side accepts, said in its first frame: pairs of setting u16 and value u32.
///
/// A setting that is not known is passed over; one that is absent has its default.
package struct Hello: Hashable, Sendable {
  /// Most settings in one hello, known or not.
  package static let settingsMax = 64
  /// No server announces fewer calls, so that a client may send this many before it has read the server's hello.
  package static let callsFloor: UInt32 = 16
  /// No side announces a smaller payload.
  package static let payloadBytesFloor: UInt32 = 65_536

  /// Largest payload of a frame.
  package var payloadBytesMax: UInt32 = payloadBytesFloor
  /// Most calls under way at once on this connection. 0 from a client: it takes no calls.
  package var callsMax: UInt32 = 0
  /// Largest head of a frame.
  package var headBytesMax: UInt32 = 8_192
  /// Credit that each stream begins with, in bytes.
  package var streamWindowBytes: UInt32 = 0
  /// After this long without a frame and without a call under way the sender closes the connection. 0: never.
  package var idleMilliseconds: UInt32 = 0
  /// 1 if the sender speaks streams.
  package var streams: UInt32 = 0
  /// Whether the sender speaks streams.
  package var speaksStreams: Bool { streams == 1 }

  /// A hello that says nothing beyond the defaults.
  package init() {}

  private static let fields: [(setting: UInt16, field: any WritableKeyPath<Hello, UInt32> & Sendable)] = [
    (1, \.payloadBytesMax), (2, \.callsMax), (3, \.headBytesMax), (4, \.streamWindowBytes), (5, \.idleMilliseconds),
    (6, \.streams),
  ]

  /// Reads the payload of a hello.
  ///
  /// - Throws: a fault if a setting comes twice or lies outside its bounds.
  package init(payload: inout ByteBuffer) throws(FrameFault) {
    var seen: Set<UInt16> = []
    while let (setting, value) = payload.readMultipleIntegers(as: (UInt16, UInt32).self) {
      guard seen.insert(setting).inserted else {
        throw FrameFault(.protocolError, "hello: setting \(setting) comes twice")
      }
      if let known = Self.fields.first(where: { $0.setting == setting }) { self[keyPath: known.field] = value }
    }
    guard payloadBytesMax >= Self.payloadBytesFloor else {
      throw FrameFault(.protocolError, "hello: setting 1 (payload) is below \(Self.payloadBytesFloor)")
    }
    guard streamWindowBytes <= StreamCredit.max else {
      throw FrameFault(.protocolError, "hello: setting 4 (credit) is above \(StreamCredit.max)")
    }
  }

  /// The payload's bytes: every known setting that is not its default, by number.
  package func write(into buffer: inout ByteBuffer) {
    let defaults = Hello()
    for (setting, field) in Self.fields where self[keyPath: field] != defaults[keyPath: field] {
      buffer.writeMultipleIntegers(setting, self[keyPath: field])
    }
  }
}
