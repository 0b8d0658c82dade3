/// How long to wait between attempts.
enum Backoff {
  private static let firstMilliseconds = 25
  private static let longestMilliseconds = 500

  /// Waits the longer the more attempts there were, by chance between half and all of it; at once when cancelled.
  static let pause: @Sendable (_ attempt: Int) async -> Void = { attempt in
    let longest = min(firstMilliseconds << min(attempt, 16), longestMilliseconds)
    try? await Task.sleep(for: .milliseconds(Int.random(in: (longest / 2)...longest)))
  }
}
