internal import CairnMessages
internal import Cryptography
internal import EventLog
internal import Identifiers
internal import RPC

extension HubServices {
  /// How many entries are sent at a time: about 1 MiB.
  static let entriesMax: UInt32 = 2_048

  func registerLogQueries(in table: inout MethodTable) {
    table.register(LogServiceMethods.getHead) { request, context in
      _ = try await actor(request.context, of: context)
      do throws(LogStoreError) {
        return GetHeadResponse(head: CairnMessages.LogHead(try await store.head()))
      } catch {
        throw Self.unavailable(error)
      }
    }
    table.register(LogServiceMethods.listEntries) { request, context in
      _ = try await actor(request.context, of: context)
      let limit = request.limit == 0 ? Self.entriesMax : min(request.limit, Self.entriesMax)
      do throws(LogStoreError) {
        let events = try await store.events(
          afterPosition: max(request.fromPosition, 1) - 1, limit: Int(limit))
        return ListEntriesResponse(entries: events.map(CairnMessages.LogEntry.init))
      } catch {
        throw Self.unavailable(error)
      }
    }
  }
}

extension CairnMessages.LogHead {
  fileprivate init(_ head: EventLog.LogHead) {
    self.init(
      logID: head.logID.description, position: head.position, root: head.frontier.root.bytes, epoch: head.epoch,
      recordedAtUs: head.recordedAt)
  }
}

extension CairnMessages.LogEntry {
  fileprivate init(_ stored: StoredEvent) {
    let event = stored.event
    self.init(
      position: stored.position, recordedAtUs: stored.recordedAt, eventID: event.eventID.description,
      streamID: event.streamID.description, version: event.version, actorID: event.actorID.description,
      commandID: event.command.id.description, type: event.type,
      parts: event.parts.map { part in
        let digest = part.digest
        return LogPart(
          keyID: digest.keyID.description, sha256: digest.sha256.bytes, keyCommit: digest.keyCommitment.bytes)
      }, agencyID: event.command.agencyID)
  }
}
