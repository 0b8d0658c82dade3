import CairnMessages

@testable import CairnDomain

extension SequenceWorld {
  /// What is wrong with a case as it is put together for whoever looks at it; `nil` if nothing is.
  var viewProblem: String? {
    for (number, stream) in cases.enumerated() {
      guard let document = stream.document else { continue }
      let view = view(of: document, number: number)
      if view.status != document.status || view.requests != document.requests { return "case \(number)" }
      // Those of the case, and of each referral whether its referrer was told.
      let clocks = document.clocks.all.count + 1 + document.attached.count
      let running = view.clocks.prefix { $0.isRunning }
      guard view.clocks.count == clocks, running.count == view.clocks.filter(\.isRunning).count else {
        return "case \(number): its clocks"
      }
      // Each case that was joined to it brings the child as that referral told of it.
      guard view.attached.count == document.attached.count, view.attached.allSatisfy({ $0.child != nil }) else {
        return "case \(number): what is attached"
      }
      let entries = timeline(stream).count
      guard entries >= stream.entries.count else { return "case \(number): \(entries) entries of its timeline" }
    }
    return nil
  }

  private func view(of document: CaseDocument, number: Int) -> CaseView {
    let attached = document.attached.map { one in
      let joined = cases.indices.first { SequenceIDs.caseTexts[$0] == one.caseID }.map { cases[$0] }
      return (attachment: one, document: joined?.document, referral: joined.flatMap { referral(of: $0) })
    }
    return CaseView(
      CaseRecord(
        caseID: SequenceIDs.childCase(number), document: document, referral: referral(of: cases[number]),
        attached: attached), token: "")
  }

  private func referral(of stream: CaseStream) -> ReferralDocument? {
    referrals.indices.first { SequenceIDs.referral($0) == stream.state.opened?.referralID }
      .flatMap { referrals[$0].document }
  }

  private func timeline(_ stream: CaseStream) -> [TimelineEntry] {
    var timeline = Timeline(childIndex: stream.document?.childIndex ?? 0)
    for (index, entry) in stream.entries.enumerated() {
      timeline.add(entry.event, entry.envelope(Samples.caseID, version: index + 1))
    }
    return timeline.ordered
  }
}
