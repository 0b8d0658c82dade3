internal import CairnDomain
internal import CairnMessages
internal import Cryptography
internal import EventLog
internal import History
internal import Identifiers
internal import RPC
internal import Synchronization

/// Notes what an import sends and hears, for cairn check-history.
final class ImportHistory: Sendable {
  /// How often a command that waits for answers was sent, and answered.
  private struct Waiting {
    var sent = 0
    var answered = 0
  }

  private let recorder: HistoryRecorder
  private let agencyID: AgencyID
  private let waiting = Mutex<[CommandKey: Waiting]>([:])

  init(path: String, agencyID: AgencyID) throws {
    recorder = try HistoryRecorder(path: path)
    self.agencyID = agencyID
  }

  func send(_ item: ImportItem) {
    guard let command = command(item) else { return }
    let number = waiting.withLock { waiting in
      waiting[command, default: Waiting()].sent += 1
      return waiting[command]?.sent ?? 1
    }
    recorder.note(
      .invoke(Invocation(command: command, payload: Digest256(hashing: item.encoded))), by: Self.client(number))
  }

  func accepted(_ item: ImportItem, _ response: SubmitReferralResponse) {
    guard let command = command(item) else { return }
    let streams = (response.receipt?.streams ?? []).compactMap(RecordedStream.init)
    recorder.note(.ok(command, recorded: streams), by: answeredClient(of: command))
  }

  func refused(_ item: ImportItem, _ refusal: Refusal) {
    guard let command = command(item) else { return }
    let client = answeredClient(of: command)
    // Something stands under this id, be it another line's or of a run that this history does not tell of.
    guard !["COMMAND_ID_TAKEN", "ANSWER_UNREADABLE"].contains(refusal.reason) else {
      return recorder.note(.info(command), by: client)
    }
    recorder.note(.fail(command, status: (StatusCode(rawValue: refusal.code) ?? .unknown).name), by: client)
  }

  /// Nobody knows what became of it.
  func lost(_ item: ImportItem) {
    guard let command = command(item) else { return }
    recorder.note(.info(command), by: answeredClient(of: command))
  }

  func finish() throws { try recorder.flush() }

  /// A client waits for the answer to a command before it sends it again: where a file holds a command id twice, and the first
  /// is under way still, the second is another client's.
  private static func client(_ number: Int) -> String { number == 1 ? "import" : "import-\(number)" }

  /// Whose command was answered: answers come in the order of what was sent.
  private func answeredClient(of command: CommandKey) -> String {
    waiting.withLock { waiting in
      guard var now = waiting[command] else { return Self.client(1) }
      now.answered += 1
      waiting[command] = now.answered == now.sent ? nil : now
      return Self.client(now.answered)
    }
  }

  private func command(_ item: ImportItem) -> CommandKey? {
    Identifier128(item.commandID).map { CommandKey(agencyID: agencyID.description, id: $0) }
  }
}

extension RecordedStream {
  fileprivate init?(_ receipt: StreamReceipt) {
    let leaves = receipt.leaves.compactMap { Digest256(bytes: $0) }
    guard let stream = Identifier128(receipt.streamID), leaves.count == receipt.positions.count else { return nil }
    self.init(stream: stream, positions: receipt.positions, leaves: leaves)
  }
}
