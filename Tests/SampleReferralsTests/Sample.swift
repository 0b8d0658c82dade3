import CairnJSON
import CairnMessages
import Cryptography

@testable import CairnDomain
@testable import SampleReferrals

/// What the tests look at: the first referrals of a seed, and what the domain makes of them.
struct Sample {
  let requests: [SubmitReferralRequest]
  let span: Range<Int64>

  /// Enough for figures about shares, made once.
  static let large = Sample(seed: 7, count: 3_000)

  /// As many, none of which is spoilt.
  static let unspoilt = Sample(of: SampleReferralGenerator(seed: 8, faultsPerMille: 0), count: 3_000)

  init(seed: UInt64, count: Int) { self.init(of: SampleReferralGenerator(seed: seed), count: count) }

  private init(of generator: SampleReferralGenerator, count: Int) {
    var generator = generator
    span = generator.spanMicroseconds
    requests = (0..<count).compactMap { _ in generator.next() }
  }

  var referrals: [Referral] { requests.compactMap(\.referral) }

  /// As `cairn sample` writes them.
  var lines: [UInt8] {
    var bytes: [UInt8] = []
    for request in requests {
      appendJSON(request, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// SHA-256 of the lines, in hexadecimal digits.
  var digest: String {
    Digest256(hashing: lines).bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The command as the domain reads it at the end of the span.
  func validated(_ request: SubmitReferralRequest) throws -> SubmitReferral {
    try SubmitReferral(
      validating: request, from: Caller(agencyID: .hub, nowMicroseconds: span.upperBound))
  }
}

extension SubmitReferral {
  /// The numbers of the rules that were found broken.
  var brokenRules: [String] { (findings.ofReferral + findings.ofChildren.flatMap { $0 }).map(\.rule) }
}
