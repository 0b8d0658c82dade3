internal import CairnCodec
internal import CairnMessages
internal import MessageSamples

/// The gate and what is behind it, for the message whose number the first two bytes are: what passes is written again, and
/// read again as the same.
enum FuzzGate {
  @Sendable static func run(_ input: UnsafeRawBufferPointer) {
    guard input.count >= 2 else { return }
    let number = Int(input[0]) << 8 | Int(input[1])
    guard let type = everyMessageType[number % everyMessageType.count] as? any WireMessage.Type else {
      preconditionFailure("every message has a wire form")
    }
    check(type, UnsafeRawBufferPointer(rebasing: input.dropFirst(2)))
  }

  private static func check<M: WireMessage>(_ type: M.Type, _ bytes: UnsafeRawBufferPointer) {
    let ledger = ArenaLedger()
    do {
      let message = try decode(type, from: bytes, limits: .standard, ledger: ledger)
      let leave = DecodeLimits.standard.arenaBytes(forInput: bytes.count)
      precondition(ledger.peakBytes <= leave, "\(bytes.count) bytes took \(ledger.peakBytes), and may take \(leave)")
      checkAgain(message, encode(message))
    } catch {
      // Most inputs are no message.
    }
  }

  private static func checkAgain<M: WireMessage>(_ message: M, _ bytes: [UInt8]) {
    do throws(WireError) {
      let same = try decode(M.self, from: bytes)
      precondition(same == message, "\(M.self) is another when it is written and read again")
    } catch {
      // Written without what nobody knows, it is shorter, and has leave to take less memory.
      precondition(error.code == .overBudget, "\(M.self) cannot be read once it is written: \(error)")
    }
  }
}
