internal import CairnMessages
internal import Cryptography
package import EventLog
internal import Identifiers

/// The hub's secrets as far as commands need them.
package struct CommandSecrets: Sendable {
  let digest: HubSecret
  /// Seals the tokens that clients hold.
  package let token: HubSecret

  /// The secrets that this ring keeps; made on first use.
  package init(from keyRing: KeyRing) async throws(LogStoreError) {
    digest = try await keyRing.hubSecret(named: "command digest")
    token = try await keyRing.hubSecret(named: "stream token")
  }

  /// The receipt of a command, one entry per stream in the order of their first event.
  func receipt(_ entries: [ReceiptEntry], recordedAt: Int64) -> Receipt {
    var streams: [[ReceiptEntry]] = []
    for entry in entries {
      if let known = streams.firstIndex(where: { $0[0].streamID == entry.streamID }) {
        streams[known].append(entry)
      } else {
        streams.append([entry])
      }
    }
    return Receipt(streams: streams.map(receipt), recordedAtUs: recordedAt)
  }

  /// - Parameter entries: of one stream, in order, at least one.
  private func receipt(_ entries: [ReceiptEntry]) -> StreamReceipt {
    let last = entries[entries.count - 1]
    let token = StreamToken(streamID: last.streamID, version: last.version, position: last.position)
    return StreamReceipt(
      streamID: last.streamID.description, token: token.sealed(under: self.token), positions: entries.map(\.position),
      leaves: entries.map(\.leaf.bytes))
  }
}

/// One event of a command, as its receipt speaks of it.
struct ReceiptEntry: Sendable {
  let streamID: Identifier128
  let version: UInt64
  let position: UInt64
  let leaf: Digest256
}
