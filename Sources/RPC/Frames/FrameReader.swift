package import NIOCore

/// Cuts the bytes of a connection into frames; holds at most one unfinished frame beyond the bytes just read.
package struct FrameReader: Sendable {
  private let sender: FrameSide
  private let limits: FrameHeader.Limits
  private var buffer: ByteBuffer?
  private var header: (header: FrameHeader, type: FrameType)?
  private var discardingBytes = 0

  /// What `next` found.
  package enum Step: Sendable {
    /// More bytes are needed.
    case needMore
    /// The header of the next frame has come; its payload perhaps not yet.
    case header(FrameType, FrameHeader)
    /// The payload of the frame whose header came before.
    case payload(FrameType, FrameHeader, ByteBuffer)
  }

  /// - Parameters:
  ///   - sender: whose frames these are.
  ///   - limits: what its frames are held to.
  package init(sender: FrameSide, limits: FrameHeader.Limits) {
    self.sender = sender
    self.limits = limits
  }

  /// How many bytes wait to be cut.
  package var waitingBytes: Int { buffer?.readableBytes ?? 0 }

  /// Adds bytes just read.
  package mutating func append(_ bytes: consuming ByteBuffer) {
    guard var held = buffer.take(), held.readableBytes > 0 else {
      buffer = bytes
      return
    }
    if let header {
      let missing = Int(header.header.payloadBytes) - held.readableBytes
      if missing > 0 { held.reserveCapacity(minimumWritableBytes: missing) }
    }
    held.discardReadBytes()
    held.writeImmutableBuffer(bytes)
    buffer = held
  }

  /// The bytes that have not been cut yet, without moving past them; for the preface.
  package var unread: ByteBufferView { (buffer ?? ByteBuffer()).readableBytesView }

  /// Moves past bytes that are no frame; for the preface.
  package mutating func skip(_ count: Int) { buffer?.moveReaderIndex(forwardBy: count) }

  /// Passes over the payload of the frame whose header was the last step, holding none of it.
  package mutating func discardPayload() {
    guard let header else { return }
    discardingBytes = Int(header.header.payloadBytes)
    self.header = nil
  }

  /// The next header or payload.
  ///
  /// - Throws: the fault of a header that breaks the protocol; the reader is of no use after it.
  package mutating func next() throws(FrameFault) -> Step {
    if let (header, type) = header {
      guard let payload = buffer?.readSlice(length: Int(header.payloadBytes)) else { return .needMore }
      self.header = nil
      return .payload(type, header, payload)
    }
    if discardingBytes > 0 {
      let now = min(discardingBytes, waitingBytes)
      skip(now)
      discardingBytes -= now
      guard discardingBytes == 0 else { return .needMore }
    }
    guard let (first, callID) = buffer?.readMultipleIntegers(as: (UInt64, UInt32).self) else { return .needMore }
    let header = FrameHeader(first: first, callID: callID)
    let type = try header.checked(from: sender, limits: limits)
    self.header = (header, type)
    return .header(type, header)
  }
}
