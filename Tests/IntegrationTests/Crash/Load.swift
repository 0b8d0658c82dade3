import CairnCodec
import CairnMessages
import CairnServer
internal import Cryptography
import EventLog
import Foundation
import History
import Identifiers
import RPC
import Synchronization
import Testing

/// Clients that send commands without end, some to be recorded, some to be refused, and note what they are told. A command
/// whose outcome they do not know is sent again under its id, and so is now and then one that was acknowledged.
final class Load: Sendable {
  let recorder: HistoryRecorder
  let address: SocketName
  private let callTimeout: Duration
  private let limits: FrameClientConfiguration
  private let random = RandomSource()
  private let cases = Mutex<[String]>([])
  private let tally = Mutex(Tally())

  /// What is known of the calls besides the history.
  struct Tally: Sendable {
    /// How long after its deadline a call ended at the latest.
    var latest = Duration.zero
    /// Calls that ended without an outcome although nobody gave them up.
    var unknown = 0
  }

  init(
    recorder: HistoryRecorder, address: SocketName, callTimeout: Duration = .seconds(60),
    limits: FrameClientConfiguration = .init()
  ) {
    self.recorder = recorder
    self.address = address
    self.callTimeout = callTimeout
    self.limits = limits
  }

  /// So far.
  var tallied: Tally { tally.withLock { $0 } }

  /// Sends until the task is cancelled, `clients` at a time.
  func run(clients: Int) async {
    await withTaskGroup { group in
      for number in 0..<clients {
        group.addTask { [self] in
          let client = makeClient()
          while !Task.isCancelled { await sendOne(as: "client \(number)", over: client) }
          await client.close()
        }
      }
    }
  }

  /// A connection of its own.
  func makeClient() -> FrameClient { FrameClient(address: address, configuration: limits) }

  private func sendOne(as name: String, over client: FrameClient) async {
    let choice = random.word() % 10
    let knownCase = cases.withLock { cases in cases.isEmpty ? nil : cases[Int(random.word() % UInt64(cases.count))] }
    if choice < 6 || knownCase == nil {
      await refer(as: name, over: client, children: 1 + Int(random.word() % 3))
    } else if choice < 9, let knownCase {
      await rate(knownCase, rationale: "Load", as: name, over: client)
    } else if let knownCase {
      await rate(knownCase, rationale: "", as: name, over: client)
    }
  }

  /// Registers the agency that refers.
  ///
  /// - Returns: whether it was acknowledged.
  func registerAgency(over client: FrameClient) async -> Bool {
    let id = TestCaller.newID()
    let request = RegisterAgencyRequest(
      context: TestCaller.context(id, role: .operator),
      agency: Agency(agencyID: TestCaller.referringAgency, kind: .police, name: "Police"))
    let invocation = Invocation(
      command: CommandKey(agencyID: "hub", id: id), payload: Digest256(hashing: encode(request)))
    return await send(invocation, as: "operator \(id)") {
      try await client.call(
        AgencyServiceMethods.registerAgency, request, timeout: callTimeout, metadata: TestCaller.claim("hub"),
        idempotent: true
      ).receipt
    }
  }

  /// Submits a referral of so many children.
  ///
  /// - Returns: whether it was acknowledged.
  @discardableResult
  func refer(as name: String, over client: FrameClient, children: Int) async -> Bool {
    let id = TestCaller.newID()
    let children = (0..<children).map { index in
      Child(name: PersonName(given: "Given \(index)", family: "Family \(id)"), dateOfBirth: "2019-05-0\(index + 1)")
    }
    let request = SubmitReferralRequest(
      context: TestCaller.context(id, role: .referrer),
      referral: Referral(children: children, source: "6", primaryNeed: "N1", narrative: "Narrative \(id)"))
    let invocation = Invocation(
      command: CommandKey(agencyID: TestCaller.referringAgency, id: id), payload: Digest256(hashing: encode(request)))
    return await send(invocation, as: name) {
      let response = try await client.call(
        ReferralServiceMethods.submitReferral, request, timeout: callTimeout,
        metadata: TestCaller.claim(TestCaller.referringAgency),
        idempotent: true)
      cases.withLock { cases in
        if cases.count < 512 { cases.append(contentsOf: response.caseIDs) }
      }
      return response.receipt
    }
  }

  private func rate(_ caseID: String, rationale: String, as name: String, over client: FrameClient) async {
    let id = TestCaller.newID()
    let request = SetRagRequest(
      context: TestCaller.context(id, role: .screener), caseID: caseID, rag: .amber, rationale: rationale)
    let invocation = Invocation(
      command: CommandKey(agencyID: "hub", id: id), payload: Digest256(hashing: encode(request)),
      streams: Identifier128(caseID).map { [$0] } ?? [])
    await send(invocation, as: name) {
      try await client.call(
        CaseServiceMethods.setRag, request, timeout: callTimeout, metadata: TestCaller.claim("hub"), idempotent: true
      ).receipt
    }
  }

  /// How often a command is sent again whose outcome is not known.
  private static let repetitionsMax = 2

  @discardableResult
  private func send(
    _ invocation: Invocation, as name: String, call: () async throws -> Receipt?
  ) async -> Bool {
    var isAcknowledged = false
    for _ in 0...Self.repetitionsMax {
      recorder.note(.invoke(invocation), by: name)
      let invoked = ContinuousClock.now
      let answer = await Self.answer(to: invocation.command, call)
      recorder.note(answer, by: name)
      note(answer, after: ContinuousClock.now - invoked)
      if case .ok = answer { isAcknowledged = true }
      let isSentAgain: Bool
      switch answer {
      case .ok: isSentAgain = random.word() % 10 == 0
      case .info: isSentAgain = !Task.isCancelled
      default: isSentAgain = false
      }
      guard isSentAgain else { break }
    }
    return isAcknowledged
  }

  private func note(_ answer: HistoryRecord.Step, after duration: Duration) {
    let isUnknown = if case .info = answer { !Task.isCancelled } else { false }
    tally.withLock { tally in
      tally.latest = max(tally.latest, duration - callTimeout)
      if isUnknown { tally.unknown += 1 }
    }
  }

  /// What a client notes of a call.
  private static func answer(
    to command: CommandKey, _ call: () async throws -> Receipt?
  ) async -> HistoryRecord.Step {
    do {
      guard let receipt = try await call() else { return .info(command) }
      return .ok(command, recorded: try receipt.streams.map(RecordedStream.init))
    } catch let error as RPCError {
      switch error.code {
      case .invalidArgument, .failedPrecondition, .notFound, .permissionDenied, .aborted:
        return .fail(command, status: error.code.name)
      default: return .info(command)
      }
    } catch {
      // Not told: the command may stand in the log or not.
      return .info(command)
    }
  }
}

extension RecordedStream {
  struct Malformed: Error {}

  fileprivate init(_ receipt: StreamReceipt) throws {
    let leaves = receipt.leaves.compactMap { Digest256(bytes: $0) }
    guard let stream = Identifier128(receipt.streamID), leaves.count == receipt.leaves.count,
      leaves.count == receipt.positions.count
    else {
      Issue.record("a receipt has a stream, and a leaf for each of its positions")
      throw Malformed()
    }
    self.init(stream: stream, positions: receipt.positions, leaves: leaves)
  }
}
