internal import CairnDomain
internal import CairnMessages
internal import Cryptography
internal import EventLog
internal import History
internal import Identifiers
internal import RPC

/// Notes what an import sends and hears, for cairn check-history.
struct ImportHistory: Sendable {
  private static let client = "import"

  private let recorder: HistoryRecorder
  private let agencyID: AgencyID

  init(path: String, agencyID: AgencyID) throws {
    recorder = try HistoryRecorder(path: path)
    self.agencyID = agencyID
  }

  func send(_ item: ImportItem) {
    guard let command = command(item) else { return }
    recorder.note(
      .invoke(Invocation(command: command, payload: Digest256(hashing: item.encoded))), by: Self.client)
  }

  func accepted(_ item: ImportItem, _ response: SubmitReferralResponse) {
    guard let command = command(item) else { return }
    let streams = (response.receipt?.streams ?? []).compactMap(RecordedStream.init)
    recorder.note(.ok(command, recorded: streams), by: Self.client)
  }

  func refused(_ item: ImportItem, code: Int32) {
    guard let command = command(item) else { return }
    recorder.note(.fail(command, status: (StatusCode(rawValue: code) ?? .unknown).name), by: Self.client)
  }

  /// Nobody knows what became of it.
  func lost(_ item: ImportItem) {
    guard let command = command(item) else { return }
    recorder.note(.info(command), by: Self.client)
  }

  func finish() throws { try recorder.flush() }

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
