/// What the two sides of a stream may still send each other. Decides only.
///
/// A message costs the bytes of its frame. It may be sent while there is any credit, and may then cost more than there
/// is: so none is too large for its stream, and the next one waits until the debt is paid.
struct StreamCredit {
  /// Most credit that a side may ever have.
  static let max = Int(Int32.max)

  /// Whether this side may send messages, or once might.
  let sends: Bool
  /// Whether this side may still send messages.
  private(set) var isSending: Bool
  /// Whether the other side may still send messages.
  private(set) var isReceiving: Bool
  private(set) var toSend: Int
  private let window: Int
  private var toReceive: Int

  /// - Parameters:
  ///   - toSend: what the other side gives each stream to begin with.
  ///   - toReceive: what this side gives.
  init(sends: Bool, receives: Bool, toSend: Int, toReceive: Int) {
    self.sends = sends
    isSending = sends
    isReceiving = receives
    self.toSend = toSend
    window = toReceive
    self.toReceive = toReceive
  }

  /// Cost of what was received and has not been taken by whoever reads.
  var heldCost: Int { window - toReceive }

  /// Whether a message may go now.
  var maySend: Bool { isSending && toSend > 0 }

  /// Messages were sent.
  mutating func sent(cost: Int) { toSend -= cost }

  /// This side sends no more.
  mutating func finishedSending() { isSending = false }

  /// The other side gives more.
  mutating func granted(_ credit: Int) throws(FrameFault) {
    guard sends else { throw FrameFault(.protocolError, "window: this side sends no messages on the call") }
    guard credit > 0 else { throw FrameFault(.protocolError, "window: gives nothing") }
    guard toSend + credit <= Self.max else {
      throw FrameFault(.protocolError, "window: more than \(Self.max) bytes of credit")
    }
    toSend += credit
  }

  /// A message has begun to come.
  mutating func received(cost: Int) throws(FrameFault) {
    guard isReceiving else { throw FrameFault(.protocolError, "message: none may come on the call any more") }
    guard toReceive > 0 else { throw FrameFault(.protocolError, "message: without credit") }
    toReceive -= cost
  }

  /// The other side sends no more.
  mutating func receivedLast() throws(FrameFault) {
    guard isReceiving else { throw FrameFault(.protocolError, "message: `last` comes once") }
    isReceiving = false
  }

  /// Whoever reads has taken messages: the other side may send as much again.
  ///
  /// - Returns: the credit to give; `nil` if there is nobody to give it to.
  mutating func taken(cost: Int) -> UInt32? {
    toReceive += cost
    return isReceiving ? UInt32(cost) : nil
  }
}
