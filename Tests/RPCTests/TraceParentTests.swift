import Testing

@testable import RPC

@Suite struct TraceParentTests {
  /// Source: W3C Trace Context, section 3.2.3, its example.
  private static let example = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

  @Test func theExampleOfTheSpecificationIsRead() {
    let trace = TraceParent(Self.example)
    #expect(trace?.traceID == "4bf92f3577b34da6a3ce929d0e0e4736" && trace?.text == Self.example)
  }

  /// A later version may add fields.
  @Test func aLaterVersionIsReadAsFarAsItIsKnown() {
    #expect(TraceParent("01" + Self.example.dropFirst(2)) != nil)
    #expect(TraceParent("01" + Self.example.dropFirst(2) + "-what-comes") != nil)
  }

  @Test(arguments: [
    "", "00", example + "-more", "ff" + example.dropFirst(2), example.uppercased(),
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
    "01" + example.dropFirst(2) + String(repeating: "-x", count: 200),
  ])
  func whatTheSpecificationDoesNotKnowIsNoTrace(text: String) {
    #expect(TraceParent(text) == nil)
  }
}
