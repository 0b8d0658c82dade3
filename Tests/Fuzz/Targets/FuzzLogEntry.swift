@testable internal import EventLog

/// The parts of an event as the log stores them: what can be read is written again as it was.
enum FuzzLogEntry {
  @Sendable static func run(_ input: UnsafeRawBufferPointer) {
    guard let parts = EventPartsCodec.decode(input) else { return }
    var bytes: [UInt8] = []
    EventPartsCodec.append(parts, to: &bytes)
    precondition(bytes.elementsEqual(input), "parts are not written as they were read")
  }
}
