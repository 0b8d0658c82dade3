import CairnMessages
import Identifiers

@testable import CairnDomain

/// Of each case by itself: what is told from its events, what the decider goes by and what is shown are one.
extension SequenceInvariant {
  static let ofCases = [
    ofEachCase("nothing happens where it makes no sense") { account, _, _ in account.nonsense },
    ofEachCase("the status is that of the last event which gives one") { account, opened, document in
      account.status == opened.status && account.status == document.status
        ? nil : "told \(account.status), decided on \(opened.status), shown \(document.status)"
    },
    ofEachCase("the rating is that of the present course") { account, opened, document in
      account.rag == opened.rag && account.rag == document.rag
        ? nil : "told \(account.rag), decided on \(opened.rag), shown \(document.rag)"
    },
    ofEachCase("no clock runs in a case that has ended") { account, opened, document in
      guard !account.status.isOpen else { return nil }
      let running = opened.clocks.all.filter(\.isRunning) + document.clocks.all.filter(\.isRunning)
      return running.isEmpty && document.dueAtMicroseconds == .max ? nil : "\(running.map(\.kind))"
    },
    ofEachCase("the clocks of the referral run until the decision") { account, _, document in
      let isUndecided = account.status == .received || account.status == .triaged
      let isRunning = document.decisionClock?.isRunning == true
      return isUndecided == isRunning ? nil : "\(account.status), and the clock \(isRunning ? "runs" : "stands")"
    },
    ofEachCase("each clock shows what is told of it") { account, _, document in
      let told = [account.information, account.decision] + account.requests.map(\.clock)
      let shown = document.clocks.all
      let isSame = told.elementsEqual(shown) { $0.due == $1.dueAtUs && $0.state == $1.state }
      return isSame ? nil : "told \(told), shown \(shown.map { ($0.kind, $0.dueAtUs, $0.state) })"
    },
    ofEachCase("the decider waits for what the view waits for") { _, opened, document in
      let isSame = opened.clocks.all.elementsEqual(document.clocks.all) { decided, shown in
        decided.kind == shown.kind && decided.dueAtUs == shown.dueAtUs && decided.isRunning == shown.isRunning
          && decided.isUnrecorded == shown.isUnrecorded && decided.requestID == shown.requestID
      }
      return isSame ? nil : "decided on \(opened.clocks), shown \(document.clocks)"
    },
    ofEachCase("a request is open, answered once, or lapsed with its case") { account, opened, document in
      let isShown = account.requests.elementsEqual(document.requests) { told, shown in
        told.id == shown.requestID && told.agencyID == shown.agencyID && told.state == shown.state
      }
      let isDecidedOn = account.requests.elementsEqual(opened.requests) { told, decided in
        told.id == decided.id && told.agencyID == decided.agencyID && told.state.progress == decided.progress
      }
      return isShown && isDecidedOn
        ? nil : "told \(account.requests), shown \(document.requests), decided on \(opened.requests)"
    },
    ofEachCase("the findings that can be answered are those that are shown") { _, opened, document in
      let shown = document.findings.map(FindingName.init)
      for (index, name) in shown.enumerated() where shown[..<index].contains(name) { return "one name twice" }
      return opened.openFindings == shown ? nil : "\(opened.openFindings) \(shown)"
    },
    ofEachCase("who may see the case is told, decided on and shown as one") { account, opened, document in
      let shown = document.grants.map {
        AccountGrant(
          id: $0.grantID, agencyID: $0.agencyID, personID: $0.personID, level: $0.level, begin: $0.beginAtUs,
          end: $0.endAtUs == 0 ? .max : $0.endAtUs, isReviewed: $0.review != nil)
      }
      guard account.grants == shown else { return "told \(account.grants), shown \(shown)" }
      guard document.reviewsOwed == shown.count(where: { $0.level == .challenged && !$0.isReviewed }) else {
        return "\(document.reviewsOwed) reviews owed"
      }
      let decidedOn = opened.protection.grants.all.map {
        AccountGrant(
          id: $0.id.description, agencyID: $0.agencyID.description, personID: $0.person?.description ?? "",
          level: $0.level, begin: $0.begin, end: $0.end, isReviewed: $0.isReviewed)
      }
      return account.grants == decidedOn ? nil : "told \(account.grants), decided on \(decidedOn)"
    },
    SequenceInvariant("each stream's view has as many versions as events") { view in
      view.changed.first { view.world.cases[$0].document?.streamVersion != UInt64(view.counts[$0]) }.map {
        "case \($0)"
      }
    },
  ]

  /// Checks every case that has new events.
  private static func ofEachCase(
    _ sentence: String, _ check: @escaping @Sendable (CaseAccount, OpenedCase, CaseDocument) -> String?
  ) -> SequenceInvariant {
    SequenceInvariant(sentence) { view in
      for number in view.changed {
        let stream = view.world.cases[number]
        guard let opened = stream.state.opened, let document = stream.document else {
          return "case \(number): not there"
        }
        if let problem = check(view.accounts[number], opened, document) { return "case \(number): \(problem)" }
      }
      return nil
    }
  }
}

extension RequestState {
  /// As the decider knows it.
  fileprivate var progress: OpenedCase.Request.Progress {
    switch self {
    case .open: .open
    case .lapsed: .lapsed
    default: .answered
    }
  }
}
