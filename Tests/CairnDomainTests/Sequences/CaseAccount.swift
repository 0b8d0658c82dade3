import CairnMessages

@testable import CairnDomain

/// A case as somebody would tell it from its events alone, in the order of the log: written apart from the decider and the
/// view, and held against both. It also notes every event that makes no sense where it stands.
struct CaseAccount {
  struct Request: Equatable {
    let id: String
    let agencyID: String
    var state = RequestState.open
    var clock: AccountClock
  }

  private(set) var status = CaseStatus.unspecified
  private(set) var rag = Rag.unspecified
  private(set) var referralID = ""
  /// Nobody has decided on it, asked in it, or joined another to it.
  private(set) var isNew = true
  private(set) var requests: [Request] = []
  private(set) var attached: [ReferralAttached] = []
  private(set) var joinedInto: String?
  private(set) var links: [CaseLinked] = []
  private(set) var grants: [AccountGrant] = []
  /// When it was last begun: its referral, or its reopening.
  private var begunAt = ""
  private(set) var information = AccountClock(due: 0)
  private(set) var decision = AccountClock(due: 0)
  /// Times that former ratings of this course gave, and that ran out.
  private var formerMissed: [Int64: AccountClock] = [:]
  /// The first thing that makes no sense.
  private(set) var nonsense: String?

  private static let undecided: Set<CaseStatus> = [.received, .triaged]
  private static let ended: Set<CaseStatus> = [.noFurtherAction, .closed, .joined]
  private static let paperwork: Set<EventType> = [
    .childCorrected, .findingResolved, .accessGranted, .accessEnded, .glassBroken, .glassReviewed,
  ]

  mutating func tell(_ entry: SequenceWorld.Entry) {
    if let problem = problem(with: entry), nonsense == nil { nonsense = problem }
    let recordedAt = entry.recordedAt
    switch entry.event {
    case .caseOpened(let opened):
      status = .received
      referralID = opened.referralID
      begunAt = opened.occurredAt
      begin(opened.informationDueAtUs, opened.decisionDueAtUs)
    case .ragChanged(let changed):
      (status, rag) = (.triaged, changed.rag)
      if information.isRunning, information.due != changed.informationDueAtUs {
        if information.missedAt != nil { formerMissed[information.due] = information }
        information = formerMissed[changed.informationDueAtUs] ?? AccountClock(due: changed.informationDueAtUs)
      }
    case .informationRequested(let asked):
      isNew = false
      requests.append(
        Request(id: asked.requestID, agencyID: asked.agencyID, clock: AccountClock(due: asked.dueAtUs)))
    case .informationProvided(let answer): end(answer.requestID, .answered, answer.occurredAt, recordedAt)
    case .nilReturned(let answer): end(answer.requestID, .nilReturn, answer.occurredAt, recordedAt)
    case .requestDeclined(let answer): end(answer.requestID, .declined, answer.occurredAt, recordedAt)
    case .thresholdDecided(let decided): decide(decided, recordedAt)
    case .referralAttached(let one):
      isNew = false
      attached.append(one)
    case .caseJoined(let joined):
      joinedInto = joined.intoCaseID
      end(as: .joined)
    case .caseLinked(let link): links.append(link)
    case .caseClosed: end(as: .closed)
    case .caseReopened(let reopened):
      (status, rag) = (.received, .unspecified)
      begunAt = reopened.occurredAt
      begin(reopened.informationDueAtUs, reopened.decisionDueAtUs)
    case .deadlineMissed(let missed): miss(missed, recordedAt)
    case .childCorrected, .findingResolved: break
    case .accessGranted, .accessEnded, .glassBroken, .glassReviewed:
      let problem = grants.tell(entry.event)
      nonsense = nonsense ?? problem
    default: nonsense = nonsense ?? "\(entry.event.type) stands on the stream of a case"
    }
  }

  private mutating func begin(_ information: Int64, _ decision: Int64) {
    (self.information, self.decision) = (AccountClock(due: information), AccountClock(due: decision))
    formerMissed = [:]
  }

  private mutating func decide(_ decided: ThresholdDecided, _ recordedAt: Int64) {
    isNew = false
    information.stop(decided.occurredAt, recordedAt)
    decision.stop(decided.occurredAt, recordedAt)
    switch decided.outcome {
    case .noFurtherAction: end(as: .noFurtherAction)
    case .signposted: status = .signposted
    case .earlyHelp: status = .earlyHelp
    case .accepted: status = .accepted
    case .unspecified, .unrecognized: nonsense = nonsense ?? "a decision decides nothing"
    }
  }

  private mutating func end(_ id: String, _ state: RequestState, _ occurredAt: String, _ recordedAt: Int64) {
    guard let index = requests.firstIndex(where: { $0.id == id }) else { return }
    requests[index].state = state
    requests[index].clock.stop(occurredAt, recordedAt)
    if requests.allSatisfy({ !$0.clock.isRunning }) { information.stop(occurredAt, recordedAt) }
  }

  private mutating func end(as status: CaseStatus) {
    self.status = status
    information.end()
    decision.end()
    for index in requests.indices where requests[index].state == .open {
      requests[index].state = .lapsed
      requests[index].clock.end()
    }
  }

  private mutating func miss(_ missed: DeadlineMissed, _ recordedAt: Int64) {
    var problem: String?
    switch missed.clock {
    case .information: problem = information.miss(missed.dueAtUs, recordedAt)
    case .decision: problem = decision.miss(missed.dueAtUs, recordedAt)
    case .response:
      guard let index = requests.firstIndex(where: { $0.id == missed.requestID }) else {
        problem = "a request that was not made was missed"
        break
      }
      problem = requests[index].clock.miss(missed.dueAtUs, recordedAt)
    default: problem = "no such clock is of a case"
    }
    nonsense = nonsense ?? problem
  }

  private var begunOn: String {
    Timestamp(begunAt).flatMap { LondonTime.date(atMicroseconds: $0.microseconds) }?.text ?? ""
  }

  /// Why an event makes no sense after those before it; `nil` if it does.
  private func problem(with entry: SequenceWorld.Entry) -> String? {
    let type = entry.event.type
    guard type != .caseOpened else { return status == .unspecified ? nil : "a case was opened twice" }
    guard status != .unspecified else { return "\(type) before the case was opened" }
    if status == .joined, !Self.paperwork.contains(type) { return "\(type) after joining" }
    if Self.ended.contains(status), !Self.paperwork.contains(type), type != .caseReopened {
      return "\(type) after the end"
    }
    switch entry.event {
    case .ragChanged: return Self.undecided.contains(status) ? nil : "rated after the decision"
    case .thresholdDecided: return status == .accepted ? "decided after it was accepted" : nil
    case .caseClosed(let closed):
      guard status == .signposted || status == .earlyHelp else { return "closed while \(status)" }
      // Texts of days compare as the days do.
      return closed.closedOn < begunOn ? "closed before it was begun" : nil
    case .caseReopened:
      return Self.ended.union([.signposted, .earlyHelp]).contains(status) ? nil : "reopened while open"
    case .referralAttached: return [.signposted, .earlyHelp].contains(status) ? "attached and never decided" : nil
    case .caseJoined: return isNew && Self.undecided.contains(status) ? nil : "joined although it is not new"
    case .informationRequested(let asked):
      return requests.contains { $0.id == asked.requestID } ? "one request was made twice" : nil
    case .informationProvided(let answer): return problem(answering: answer.requestID, entry)
    case .nilReturned(let answer): return problem(answering: answer.requestID, entry)
    case .requestDeclined(let answer): return problem(answering: answer.requestID, entry)
    default: return nil
    }
  }

  private func problem(answering id: String, _ entry: SequenceWorld.Entry) -> String? {
    guard let request = requests.first(where: { $0.id == id }) else { return "an answer without a question" }
    guard request.agencyID == entry.agencyID else { return "an answer of another agency" }
    return request.state == .open ? nil : "an answer to a request that is \(request.state)"
  }
}
