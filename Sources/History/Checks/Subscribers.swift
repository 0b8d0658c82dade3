/// Each subscriber sees all that it may see, once and in the log's order.
struct Subscribers: HistoryCheck {
  let property = "subscribers see all they may, once, in order"
  let unit = "sightings"

  func run(on proof: Proof, into findings: inout Findings) -> Int {
    var count = 0
    for (number, steps) in proof.evidence.subscriberSteps.enumerated() {
      var progress = SubscriberProgress(name: proof.evidence.subscribers[Int32(number)], proof: proof)
      // A subscriber that went on in another process left its lines in two files.
      for index in steps.indices.sorted(by: { (steps[$0].at, $0) < (steps[$1].at, $1) }) {
        if case .seen = steps[index].step { count += 1 }
        progress.take(steps[index], &findings)
      }
      progress.conclude(&findings)
    }
    return count
  }
}
