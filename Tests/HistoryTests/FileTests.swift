import EventLogTestSupport
import Foundation
import Identifiers
import Testing

@testable import History

/// Histories as files: written, read, and refused with the line that is wrong.
@Suite struct FileTests {
  private static let hash = String(repeating: "ab", count: 32)
  private static let invoke =
    #"{"step":"invoke","at":5,"client":"c","agency":"one","command":"0190a000-0000-7000-8000-000000000001","#
    + #""payload":"\#(hash)"}"#
  private static let info =
    #"{"step":"info","at":6,"client":"c","agency":"one","command":"0190a000-0000-7000-8000-000000000001"}"#

  private func withFile<Result>(_ text: String = "", _ body: (_ path: String) throws -> Result) throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "cairn-history-\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = directory.appending(path: "run.jsonl")
    if !text.isEmpty { try Data(text.utf8).write(to: file) }
    return try body(file.path)
  }

  private func fault(_ text: String) throws -> HistoryFault? {
    try withFile(text) { path -> HistoryFault? in
      var evidence = Evidence()
      do throws(HistoryFault) {
        _ = try evidence.read(path)
        return nil
      } catch {
        #expect(error.file == path)
        return error
      }
    }
  }

  @Test(arguments: 0..<UInt64(10))
  func whatIsWrittenIsReadAsItWas(seed: UInt64) throws {
    var run = Simulation.run(seed: seed)
    // Something broken, so that what is found must be the same, too.
    run.note(.seen(Sighting(position: UInt64(run.log.count) + 1)), by: "all")
    try withFile { path in
      let times = Shared(run.history.map(\.at)[...])
      let recorder = try HistoryRecorder(path: path) { times.change { $0.removeFirst() } }
      for record in run.history { recorder.note(record.step, by: record.client) }
      try recorder.flush()
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text == run.history.map(\.line).joined())
      var evidence = Evidence()
      for event in run.log { evidence.append(event) }
      let reading = try evidence.read(path)
      #expect(reading.lines == run.history.count)
      #expect(!reading.endsWithinLine)
      let report = evidence.check(end: run.end)
      let direct = try run.report()
      #expect(report.lines == direct.lines)
      #expect(report.violations.map(\.message) == direct.violations.map(\.message))
      #expect(!report.isGood)
    }
  }

  @Test func aHistoryIsNeverWrittenOver() throws {
    try withFile("something\n") { path in
      #expect(throws: HistoryFault.self) { try HistoryRecorder(path: path) }
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text == "something\n")
    }
  }

  @Test func aFullDiskIsToldOf() throws {
    let recorder = HistoryRecorder(file: open("/dev/full", O_WRONLY), path: "run.jsonl") { 1 }
    for _ in 0..<10_000 { recorder.note(.caughtUp(position: 1), by: "all") }
    let fault = try #require(throws: HistoryFault.self) { try recorder.flush() }
    #expect(fault.description.hasPrefix("run.jsonl: cannot be written"))
    // It does not forget.
    #expect(throws: HistoryFault.self) { try recorder.flush() }
  }

  @Test func aFileThatIsNotThereIsNamed() {
    var evidence = Evidence()
    let fault = #expect(throws: HistoryFault.self) { try evidence.read("/nowhere/run.jsonl") }
    #expect(fault?.line == nil)
    #expect(fault?.description.hasPrefix("/nowhere/run.jsonl: cannot be opened") == true)
  }

  @Test func spacesAndOrderOfMembersDoNotMatter() throws {
    let text = """
      { "command" : "0190A000-0000-7000-8000-000000000001", "agency":"one",\t"client":"c", "at": 5, "payload":"\(Self.hash)", \
      "streams": [], "step":"invoke" }\r
      \(Self.info)

      """
    #expect(try fault(text) == nil)
  }

  /// As a killed client leaves it.
  @Test func aLineThatIsCutShortAtTheEndIsLeftOut() throws {
    try withFile(Self.invoke + "\n" + Self.info.prefix(30)) { path in
      var evidence = Evidence()
      let reading = try evidence.read(path)
      #expect(reading.lines == 1)
      #expect(reading.endsWithinLine)
    }
  }

  @Test(arguments: [
    ("", "an object should stand at byte 1"),
    ("[]", "an object should stand at byte 1"),
    ("{", "a text should stand at byte 2"),
    ("{}", "\"step\" is missing"),
    (#"{"step":"jump","at":1}"#, "\"step\" is one of invoke, ok, fail, info, subscribe, seen, read, caught-up"),
    (#"{"step":"info","at":1,"client":"c","agency":"one"}"#, "\"command\" is missing: info needs it"),
    (#"{"step":"info","at":1,"client":"c","agency":"one","command":"1"}"#, "a UUID is 8-4-4-4-12 hexadecimal digits"),
    (info.replacing("}", with: #","payload":"\#(hash)"}"#), "info has no \"payload\""),
    (info.replacing("}", with: #","client":"c"}"#), "\"client\" is given twice"),
    (info.replacing("}", with: #","clients":"c"}"#), "a line has no member of that name: see the format"),
    (info.replacing("at\":6", with: "at\":-6"), "a whole number should stand at byte 21"),
    (info.replacing("at\":6", with: "at\":6.5"), "a comma or the end of the object should stand at byte 22"),
    (info.replacing("at\":6", with: "at\":18446744073709551616"), "a number has 64 bits at most (byte 21)"),
    (info.replacing("\"c\"", with: "\"c\\n\""), "a text is printable ASCII without a backslash (byte 34)"),
    (
      info.replacing("\"c\"", with: "\"\(String(repeating: "c", count: 257))\""),
      "a text has 256 bytes at most (byte 33)"
    ),
    (info + "}", "more follows the object, at byte 100"),
    (info.replacing("}", with: ""), "a comma or the end of the object should stand at byte 99"),
    (info.replacing("\"}", with: ""), "the line ends within a text"),
    (invoke.replacing("abab", with: "ab"), "a SHA-256 is 64 hexadecimal digits"),
    (invoke.replacing("}", with: #","events":4294967296}"#), "\"events\" is too large"),
    (invoke.replacing("}", with: #","streams":{}}"#), "a list should stand at byte 189"),
    (
      #"{"step":"ok","at":1,"client":"c","agency":"one","command":"0190a000-0000-7000-8000-000000000001","recorded":"#
        + #"[{"stream":"0190a000-0000-7000-8000-000000000001","positions":[1],"leaves":[]}]}"#,
      "an entry of \"recorded\" has a stream, and a leaf for each of its positions"
    ),
    (
      #"{"step":"ok","at":1,"client":"c","agency":"one","command":"0190a000-0000-7000-8000-000000000001","recorded":"#
        + #"[{"stream":"0190a000-0000-7000-8000-000000000001","position":[1],"leaves":[]}]}"#,
      "an entry of \"recorded\" has stream, positions and leaves, and nothing else"
    ),
    (#"{"step":"seen","at":1,"subscriber":"s"}"#, "seen names a \"position\", or a \"stream\" and a \"version\""),
    (
      #"{"step":"seen","at":1,"subscriber":"s","position":1,"version":1}"#,
      "seen has \"stream\" and \"version\" together, and \"agency\" and \"command\" together"
    ),
    (#"{"step":"seen","at":1,"subscriber":"s","position":1}"#, "a subscriber subscribes before anything else"),
    (invoke.replacing("at\":5", with: "at\":4"), "the client's time runs backwards"),
    (invoke, "this client waits for an answer to this command already"),
    (info.replacing("000001", with: "000002"), "an answer to a command that this client does not wait for"),
  ])
  func aLineThatIsWrongIsNamedWithWhatIsWrong(line: String, message: String) throws {
    let fault = try #require(try fault("\(Self.invoke)\n\(line)\n"))
    #expect(fault.line == 2)
    #expect(fault.message == message)
  }

  @Test func aLineThatNeverEndsIsRefusedBeforeItFillsTheMemory() throws {
    let fault = try #require(
      try fault(Self.invoke + "\n{" + String(repeating: " ", count: HistoryFile.lineBytesMax)))
    #expect(fault.line == 2)
    #expect(fault.message == "a line has 1048576 bytes at most")
  }
}

extension HistoryRecord {
  /// Its line, with the line feed.
  fileprivate var line: String {
    var bytes: [UInt8] = []
    appendLine(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
