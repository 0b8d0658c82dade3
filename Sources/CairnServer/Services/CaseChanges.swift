internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import EventLog
internal import Identifiers
internal import Synchronization

/// Makes of events in the log what watchers are told of them; each once, however many watch.
final class CaseChanges: Sendable {
  private let tokenSecret: HubSecret
  private let encoded = Mutex(RecencyCache<UInt64, [UInt8]>(capacity: rememberedMax))

  /// How many messages are remembered for other watchers.
  private static let rememberedMax = 16_384

  init(tokenSecret: HubSecret) {
    self.tokenSecret = tokenSecret
  }

  /// The message for an event, encoded.
  ///
  /// - Parameter caseID: of the case that it changes; what is sealed in one stands on a stream of its own, whose version is none
  ///   of the case's.
  func message(for event: CaseEvent, of caseID: Identifier128) -> [UInt8] {
    if let known = encoded.withLock({ $0[event.position] }) { return known }
    let token = StreamToken(streamID: caseID, version: event.version, position: event.position)
    let message = encode(
      CaseChange(
        kind: event.kind, caseID: caseID.description, agencyID: event.agencyID, recordedAtUs: event.recordedAt,
        token: caseID == event.streamID ? token.sealed(under: tokenSecret) : "",
        resumeToken: resumeToken(event.position)))
    encoded.withLock { $0[event.position] = message }
    return message
  }

  /// A message that says only how far the watcher has come.
  func mark(_ position: UInt64) -> [UInt8] {
    encode(CaseChange(resumeToken: resumeToken(position)))
  }

  private func resumeToken(_ position: UInt64) -> String {
    WatchToken(position: position).sealed(under: tokenSecret)
  }
}
