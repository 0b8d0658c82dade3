import CairnMessages
import CairnServer
import EventLog
import Foundation
import Identifiers
import RPC
import Synchronization

/// Clients that send commands without end, some to be recorded, some to be refused, each under an id of its own, and note
/// what they are told.
final class Load: Sendable {
  let history: CommandHistory
  let address: SocketName
  private let random = RandomSource()
  private let cases = Mutex<[String]>([])

  init(history: CommandHistory, address: SocketName) {
    self.history = history
    self.address = address
  }

  /// Sends until the task is cancelled, `clients` at a time.
  func run(clients: Int) async {
    await withTaskGroup { group in
      for _ in 0..<clients {
        group.addTask { [self] in
          let client = FrameClient(address: self.address)
          while !Task.isCancelled { await sendOne(over: client) }
          await client.close()
        }
      }
    }
  }

  private func sendOne(over client: FrameClient) async {
    let choice = random.word() % 10
    let knownCase = cases.withLock { cases in cases.isEmpty ? nil : cases[Int(random.word() % UInt64(cases.count))] }
    if choice < 6 || knownCase == nil {
      await refer(over: client)
    } else if choice < 9, let knownCase {
      await rate(knownCase, rationale: "Load", over: client)
    } else if let knownCase {
      await rate(knownCase, rationale: "", over: client)
    }
  }

  private func refer(over client: FrameClient) async {
    let id = newID()
    let children = (0...(random.word() % 3)).map { index in
      Child(name: PersonName(given: "Given \(index)", family: "Family \(id)"), dateOfBirth: "2019-05-0\(index + 1)")
    }
    let request = SubmitReferralRequest(
      context: context(id, role: .referrer),
      referral: Referral(children: children, source: "6", primaryNeed: "N1", narrative: "Narrative \(id)"))
    await send(id, agencyID: Self.referringAgency) {
      let response = try await client.call(
        ReferralServiceMethods.submitReferral, request, timeout: .seconds(60), metadata: claim(Self.referringAgency),
        idempotent: true)
      cases.withLock { cases in
        if cases.count < 512 { cases.append(contentsOf: response.caseIDs) }
      }
      return response.receipt
    }
  }

  private func rate(_ caseID: String, rationale: String, over client: FrameClient) async {
    let id = newID()
    let request = SetRagRequest(
      context: context(id, role: .screener), caseID: caseID, rag: .amber, rationale: rationale)
    await send(id, agencyID: "hub") {
      try await client.call(
        CaseServiceMethods.setRag, request, timeout: .seconds(60), metadata: claim("hub"), idempotent: true
      ).receipt
    }
  }

  private func send(_ id: Identifier128, agencyID: String, call: () async throws -> Receipt?) async {
    let index = history.invoke(id, agencyID: agencyID)
    do {
      guard let receipt = try await call() else { return }
      history.answer(index, .acknowledged(receipt))
    } catch let error as RPCError {
      switch error.code {
      case .invalidArgument, .failedPrecondition, .notFound, .permissionDenied, .aborted:
        history.answer(index, .refused)
      default: break
      }
    } catch {
      // Not told: the command may stand in the log or not.
    }
  }

  static let referringAgency = "met"

  func context(_ id: Identifier128, role: Role) -> CommandContext {
    CommandContext(
      commandID: id.description, occurredAt: "2026-11-20T10:00:00Z",
      actingPerson: "00000000-0000-7000-8000-000000000001", role: role, purpose: "child-safeguarding")
  }

  func claim(_ agencyID: String) -> Metadata {
    var metadata = Metadata()
    metadata.add(CallerRegister.agencyClaimKey, agencyID)
    return metadata
  }

  func newID() -> Identifier128 {
    Identifier128.version7(microseconds: SystemClock.microseconds(), random: random.word())
  }
}
