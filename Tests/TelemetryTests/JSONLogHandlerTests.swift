internal import Logging
internal import Synchronization
internal import Testing

@testable internal import Telemetry

@Suite struct JSONLogHandlerTests {
  private final class Lines: Sendable {
    let text = Mutex("")
  }

  private func logged(_ body: (inout Logger) -> Void) -> String {
    let lines = Lines()
    var logger = Logger(label: "test") { _ in
      JSONLogHandler(now: { 1_763_942_400_123_456 }) { line in
        lines.text.withLock { $0 += String(decoding: line, as: UTF8.self) }
      }
    }
    body(&logger)
    return lines.text.withLock(\.self)
  }

  @Test func aLineIsOneObject() {
    let text = logged { logger in
      logger[metadataKey: "request"] = "r-1"
      logger.error("a call failed", metadata: ["status": "INTERNAL", "duration_ms": "\(1.5)"])
    }
    #expect(
      text == """
        {"time":"2025-11-24T00:00:00.123Z","level":"error","message":"a call failed","duration_ms":"1.5",\
        "request":"r-1","status":"INTERNAL"}

        """)
  }

  @Test func nothingBreaksOutOfALine() {
    let text = logged { $0.notice("a\"b\\c\nd\u{1}e\u{2028}é", metadata: ["level": "fake", "k\"": "v"]) }
    #expect(
      text == #"{"time":"2025-11-24T00:00:00.123Z","level":"notice","message":"a\"b\\c\nd\u0001e\u2028é","#
        + #""k\"":"v","_level":"fake"}"# + "\n")
  }

  @Test func aLineHasALimitAndALevel() {
    let text = logged { logger in
      logger.debug("not shown")
      logger.info("\(String(repeating: "x", count: 5_000))")
    }
    #expect(text.utf8.count < 1_200)
    #expect(text.contains("xxx"))
    #expect(!text.contains("not shown"))
  }
}
