internal import CairnCodec
internal import CairnMessages
internal import MessageSamples

/// The gate and what is behind it, for the message whose number the first two bytes are: what passes is written again, and
/// read again as the same.
enum FuzzGate {
  /// What a message may hold on the heap, for each byte of it, with an arena's first chunk.
  private static let heapPerByte = 64

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
      precondition(
        ledger.peakBytes <= heapPerByte * bytes.count + 65_536, "\(bytes.count) bytes took \(ledger.peakBytes)")
      let again = encode(message)
      guard let same = try? decode(type, from: again), same == message else {
        // This is what the fuzzer looks for.
        fatalError("\(type) is not what it was when it is written and read again")
      }
    } catch {
      // Most inputs are no message.
    }
  }
}
