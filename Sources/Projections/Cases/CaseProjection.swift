internal import CairnDomain
internal import CairnMessages
package import EventCoding
package import EventLog
internal import Identifiers
package import Libpq
internal import Synchronization

/// The documents of cases and of the referrals that opened them.
package final class CaseProjection: Projection {
  private struct Remembered {
    var cases = RecencyCache<Identifier128, DocumentTable<CaseDocument>.Row>(capacity: CaseProjection.rememberedMax)
  }

  package let name = "cases"
  private let tables: CaseTables
  private let keyRing: KeyRing
  private let sessions: SessionPool
  private let remembered = Mutex(Remembered())

  /// How many documents of cases are remembered, so that they need not be read before they are changed.
  static let rememberedMax = 16_384

  /// The projection over sessions on the hub's database.
  package init(keyRing: KeyRing, sessions: SessionPool, random: RandomSource) {
    tables = CaseTables(keyRing: keyRing, random: random)
    self.keyRing = keyRing
    self.sessions = sessions
  }

  package func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> [Step] {
    var cases = try await knownCases(events, generation: generation)
    var referrals: [Identifier128: DocumentTable<ReferralDocument>.Row] = [:]
    var changed: [Identifier128: DocumentTable<CaseDocument>.Row] = [:]
    var freshKeys = try await freshKeys(events.count)
    for opened in events {
      guard let event = opened.event else { continue }
      let envelope = opened.envelope
      switch event {
      case .agencyRegistered: continue
      case .referralReceived:
        guard let document = ReferralDocument.fold(nil, event, envelope), let key = freshKeys.popLast() else {
          continue
        }
        referrals[envelope.stream] = .init(document: document, key: key)
      case .caseOpened, .ragChanged:
        let known = cases[envelope.stream]
        guard
          let document = CaseDocument.fold(known?.document, event, envelope),
          let key = known?.key ?? freshKeys.popLast()
        else { continue }
        let row = DocumentTable<CaseDocument>.Row(document: document, key: key)
        cases[envelope.stream] = row
        changed[envelope.stream] = row
      }
    }
    keyRing.giveBack(freshKeys)
    remember(changed)
    var steps: [Step] = []
    if !changed.isEmpty { steps.append(tables.cases.write(changed, generation: generation)) }
    if !referrals.isEmpty { steps.append(tables.referrals.write(referrals, generation: generation)) }
    return steps
  }

  package func forget() {
    remembered.withLock { $0 = Remembered() }
  }

  /// The documents as they stand of the cases that these events change and did not open.
  private func knownCases(
    _ events: [OpenedEvent], generation: Int32
  ) async throws(ProjectionError) -> [Identifier128: DocumentTable<CaseDocument>.Row] {
    var known: [Identifier128: DocumentTable<CaseDocument>.Row] = [:]
    var missing: Set<Identifier128> = []
    remembered.withLock { remembered in
      for opened in events {
        guard case .ragChanged? = opened.event else { continue }
        let id = opened.stored.event.streamID
        if let row = remembered.cases[id] { known[id] = row } else { missing.insert(id) }
      }
    }
    let read = try await tables.cases.rows(missing, generation: generation, sessions: sessions)
    return known.merging(read) { $1 }
  }

  private func remember(_ rows: [Identifier128: DocumentTable<CaseDocument>.Row]) {
    remembered.withLock { remembered in
      for (id, row) in rows { remembered.cases[id] = row }
    }
  }

  private func freshKeys(_ count: Int) async throws(ProjectionError) -> [DataKey] {
    do throws(LogStoreError) {
      return try await keyRing.take(count)
    } catch {
      throw .store(error)
    }
  }
}

extension OpenedEvent {
  /// What the log says in clear about it.
  fileprivate var envelope: EventEnvelope {
    EventEnvelope(
      stream: stored.event.streamID, version: stored.event.version, agencyID: stored.event.command.agencyID,
      recordedAtMicroseconds: stored.recordedAt)
  }
}
