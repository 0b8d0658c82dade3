import Testing

@testable import Projections

@Suite struct CheckpointTests {
  @Test func whoeverWaitsIsWokenByThePositionOrALaterOne() async {
    let checkpoint = Checkpoint(position: 5)
    #expect(await checkpoint.wait(for: 5))
    let waiting = Task { await checkpoint.wait(for: 7) }
    checkpoint.advance(to: 8)
    #expect(await waiting.value)
    #expect(checkpoint.position == 8)
  }

  @Test func aWaitThatIsCancelledSaysSo() async {
    let checkpoint = Checkpoint(position: 5)
    let waiting = Task { await checkpoint.wait(for: 7) }
    waiting.cancel()
    #expect(await !waiting.value)
  }
}
