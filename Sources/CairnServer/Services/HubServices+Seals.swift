internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import EventCoding
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  /// What is sealed in cases that became one, as far as somebody may know of it.
  ///
  /// - Parameter ofCase: what the document of the case holds of it.
  func seals(
    in caseIDs: [Identifier128], _ ofCase: [CaseSeal], for viewer: Viewer
  ) async throws(RPCError) -> [CaseSeal] {
    var all = viewer.protections[caseIDs[0]].seals.shown(ofCase, to: viewer.actor).map { $0.of(caseIDs[0]) }
    for caseID in caseIDs {
      var seals: [CaseSeal] = []
      for opened in try await sealedEvents(in: caseID, for: viewer) {
        if let event = opened.event { seals.apply(event, opened.envelope) }
      }
      all += seals.map { $0.of(caseID) }
    }
    return all.sorted { $0.recordedAtUs < $1.recordedAtUs }
  }

  /// The events by which agencies sealed something in a case, each as somebody may know of it. Of what is not open to them
  /// nothing is read, so that it cannot be told by how long they wait.
  func sealedEvents(in caseID: Identifier128, for viewer: Viewer) async throws(RPCError) -> [OpenedEvent] {
    let sealers = viewer.protections.sealers(in: caseID, openTo: viewer.actor)
    let seals = viewer.protections[caseID].seals
    var shown: [OpenedEvent] = []
    for stream in sealers.map({ commands.secrets.sealStream(of: caseID, by: $0) }).sorted() {
      for opened in try await events(of: stream) {
        if let event = opened.shown(by: seals, to: viewer.actor) { shown.append(event) }
      }
    }
    return shown
  }
}

extension CaseSeal {
  /// The same, as one in a case.
  fileprivate func of(_ caseID: Identifier128) -> CaseSeal {
    var seal = self
    seal.caseID = caseID.description
    return seal
  }
}

extension OpenedEvent {
  /// As somebody may know of it; `nil` if to them it is not there.
  func shown(by seals: Seals, to actor: Actor) -> OpenedEvent? {
    guard case .event(let event, let key) = content else { return self }
    return seals.shown(event, to: actor).map { OpenedEvent(stored: stored, content: .event($0, key: key)) }
  }
}
