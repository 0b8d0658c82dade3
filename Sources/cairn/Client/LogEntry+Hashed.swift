internal import CairnMessages
internal import Cryptography
internal import EventLog
internal import Identifiers

extension EventLog.LogEntry {
  /// What a leaf is computed from, of an entry as a server lists it; `nil` if an id is no UUID or a hash has no 32 bytes.
  init?(_ entry: CairnMessages.LogEntry, logID: String) {
    guard
      let logID = Identifier128(logID), let eventID = Identifier128(entry.eventID),
      let streamID = Identifier128(entry.streamID), let actorID = Identifier128(entry.actorID),
      let commandID = Identifier128(entry.commandID), entry.parts.count <= 255, entry.type.utf8.count <= 65_535
    else { return nil }
    var parts: [PartDigest] = []
    for part in entry.parts {
      guard
        let keyID = Identifier128(part.keyID), let sha256 = Digest256(bytes: part.sha256),
        let keyCommitment = Digest256(bytes: part.keyCommit)
      else { return nil }
      parts.append(PartDigest(keyID: keyID, sha256: sha256, keyCommitment: keyCommitment))
    }
    self.init(
      logID: logID, position: entry.position, recordedAt: entry.recordedAtUs, eventID: eventID, streamID: streamID,
      version: entry.version, actorID: actorID, commandID: commandID, type: entry.type, parts: parts)
  }
}
