import CairnMessages

@testable import CairnDomain

/// Cuts a failing sequence down to one from which nothing can be left out, and which fails in the same way.
struct SequenceShrinker {
  let start: Int64
  let mutant: SequenceWorld.Mutant?

  /// - Returns: the steps themselves if they do not fail.
  func shrink(_ steps: [SequenceStep]) -> [SequenceStep] {
    guard let failure = SequenceRun(steps, from: start, mutant: mutant).failure else { return steps }
    func fails(_ steps: [SequenceStep]) -> Bool {
      SequenceRun(steps, from: start, mutant: mutant).failure?.sentence == failure.sentence
    }
    var smallest = Array(steps.prefix(failure.step + 1))
    while true {
      let smaller = simplified(withoutMost(smallest, while: fails), while: fails)
      if smaller == smallest { return smallest }
      smallest = smaller
    }
  }

  /// Leaves out runs of steps: half of them, then a quarter, down to single ones.
  private func withoutMost(_ steps: [SequenceStep], while fails: ([SequenceStep]) -> Bool) -> [SequenceStep] {
    var steps = steps
    var length = max(steps.count / 2, 1)
    while true {
      var index = 0
      while index < steps.count {
        var fewer = steps
        fewer.removeSubrange(index..<min(index + length, steps.count))
        if !fewer.isEmpty, fails(fewer) { steps = fewer } else { index += length }
      }
      if length == 1 { return steps }
      length /= 2
    }
  }

  /// Makes each step as plain as it can be.
  private func simplified(_ steps: [SequenceStep], while fails: ([SequenceStep]) -> Bool) -> [SequenceStep] {
    var steps = steps
    for index in steps.indices {
      for plainer in steps[index].plainer {
        var changed = steps
        changed[index] = plainer
        if fails(changed) { steps = changed }
      }
    }
    return steps
  }
}

extension SequenceStep {
  /// The same without waiting, and as of now.
  fileprivate var plainer: [SequenceStep] {
    var still = self
    still.waitSeconds = 0
    var prompt = self
    prompt.agoSeconds = 0
    var both = still
    both.agoSeconds = 0
    return [still, prompt, both].filter { $0 != self }
  }
}

extension SequenceRun.Failure {
  /// The failing sequence as a person reads it.
  func story(_ steps: [SequenceStep], from start: Int64, mutant: SequenceWorld.Mutant? = nil) -> String {
    let run = SequenceRun(steps, from: start, mutant: mutant)
    let lines = zip(steps, run.outcomes).enumerated().map { index, pair in
      let became: String
      switch pair.1 {
      case .failure(let rejection): became = "refused: \(rejection.reason)"
      case .success(let decisions):
        let types = decisions.flatMap(\.events).map { $0.event.type.rawValue.dropFirst("cairn.v1.".count) }
        became = types.joined(separator: ", ")
      }
      return "\(index + 1). \(pair.0) → \(became)"
    }
    let began = Timestamp(microseconds: start)?.text ?? ""
    return (["\(sentence): \(detail)", "beginning at \(began)"] + lines).joined(separator: "\n")
  }
}
