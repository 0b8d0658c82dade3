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
    var streams: [StreamReceipt] = []
    streams.reserveCapacity(entries.count)
    for index in entries.indices where !entries[..<index].contains(where: { $0.streamID == entries[index].streamID }) {
      streams.append(receipt(entries[index].streamID, entries[index...]))
    }
    return Receipt(streams: streams, recordedAtUs: recordedAt)
  }

  /// - Parameter entries: those of the stream in order, at least one, and others.
  private func receipt(_ streamID: Identifier128, _ entries: ArraySlice<ReceiptEntry>) -> StreamReceipt {
    var positions: [UInt64] = []
    var leaves: [[UInt8]] = []
    var version: UInt64 = 0
    for entry in entries where entry.streamID == streamID {
      positions.append(entry.position)
      leaves.append(entry.leaf.bytes)
      version = entry.version
    }
    let token = StreamToken(streamID: streamID, version: version, position: positions[positions.count - 1])
    return StreamReceipt(
      streamID: streamID.description, token: token.sealed(under: self.token), positions: positions, leaves: leaves)
  }
}

/// One event of a command, as its receipt speaks of it.
struct ReceiptEntry: Sendable {
  let streamID: Identifier128
  let version: UInt64
  let position: UInt64
  let leaf: Digest256
}
