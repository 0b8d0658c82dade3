internal import CairnMessages
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
    var last: [Identifier128: (index: Int, entry: ReceiptEntry)] = [:]
    for entry in entries {
      let index = last[entry.streamID]?.index ?? streams.count
      if index == streams.count { streams.append(StreamReceipt(streamID: entry.streamID.description)) }
      streams[index].positions.append(entry.position)
      streams[index].leaves.append(entry.leaf)
      last[entry.streamID] = (index, entry)
    }
    for (index, entry) in last.values {
      streams[index].token = StreamToken(streamID: entry.streamID, version: entry.version, position: entry.position)
        .sealed(under: token)
    }
    return Receipt(streams: streams, recordedAtUs: recordedAt)
  }
}

/// One event of a command, as its receipt speaks of it.
struct ReceiptEntry: Sendable {
  let streamID: Identifier128
  let version: UInt64
  let position: UInt64
  let leaf: [UInt8]
}
