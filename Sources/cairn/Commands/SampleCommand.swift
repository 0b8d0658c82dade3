internal import ArgumentParser
internal import SampleReferrals

/// `cairn sample`
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Write made-up referrals as JSON lines.",
    discussion: """
      Each line of standard output is a whole command: the message SubmitReferralRequest in its JSON form. The families \
      are made up from beginning to end, their NHS numbers of the synthetic range, their places nowhere. Some are referred \
      again, by the same source or another; about one referral in thirty holds a fault that becomes a finding. The same \
      seed gives the same lines, and more of them begin with fewer.

      Example: cairn sample --referrals 1000 --seed 7 > referrals.jsonl
      """)

  @Option(
    help: ArgumentHelp(
      "How many referrals, at most \(SampleReferralGenerator.referralsMax).", valueName: "count"))
  var referrals: Int

  @Option(help: ArgumentHelp("Where chance begins: a whole number from 0.", valueName: "number"))
  var seed: UInt64

  func validate() throws {
    guard (0...SampleReferralGenerator.referralsMax).contains(referrals) else {
      throw ValidationError("--referrals takes a number from 0 to \(SampleReferralGenerator.referralsMax).")
    }
  }

  func run() throws {
    var generator = SampleReferralGenerator(seed: seed)
    var output = LineOutput()
    do throws(OutputFailure) {
      for _ in 0..<referrals {
        guard let request = generator.next() else { break }
        try output.write(request)
      }
      try output.flush()
    } catch {
      // Whoever reads has enough.
      guard case .readerIsGone = error else { throw error }
    }
  }
}
