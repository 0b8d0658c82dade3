import CairnMessages

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
      let shown = document.clocks.all.map { [$0.dueAtUs, Int64($0.state.rawValue)] }
      return told.map { [$0.due, Int64($0.state.rawValue)] } == shown ? nil : "told \(told), shown \(shown)"
    },
    ofEachCase("the decider waits for what the view waits for") { _, opened, document in
      func waits(_ clocks: CaseClocks) -> [String] {
        clocks.all.map { "\($0.kind) \($0.requestID) \($0.dueAtUs) \($0.isRunning) \($0.isUnrecorded)" }
      }
      return waits(opened.clocks) == waits(document.clocks) ? nil : "\(waits(opened.clocks)) \(waits(document.clocks))"
    },
    ofEachCase("a request is open, answered once, or lapsed with its case") { account, opened, document in
      let shown = document.requests.map { "\($0.requestID) \($0.agencyID) \($0.state)" }
      let decided = opened.requests.map { "\($0.id) \($0.agencyID) \($0.progress)" }
      let told = account.requests.map { "\($0.id) \($0.agencyID) \($0.state)" }
      let progress = account.requests.map { "\($0.id) \($0.agencyID) \($0.state.progress)" }
      return told == shown && progress == decided ? nil : "told \(told), shown \(shown), decided on \(decided)"
    },
    ofEachCase("the findings that can be answered are those that are shown") { _, opened, document in
      let shown = document.findings.map(FindingName.init)
      guard Set(shown).count == shown.count else { return "one name twice" }
      return opened.openFindings == shown ? nil : "\(opened.openFindings) \(shown)"
    },
    ofEachCase("the view has the version of its stream") { _, _, document in
      document.ragHistory.count + document.decisions.count <= Int(document.streamVersion) ? nil : "too few"
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
