import CairnMessages
import Foundation
import Testing

@testable import cairn

@Suite struct LineOutputTests {
  @Test func eachMessageStandsOnItsLine() throws {
    let pipe = Pipe()
    var output = LineOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    try output.write(RagRating(rag: .amber))
    try output.write(RagRating(rationale: "a\nb"))
    try output.flush()
    try pipe.fileHandleForWriting.close()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    #expect(text == "{\"rag\":\"RAG_AMBER\"}\n{\"rationale\":\"a\\nb\"}\n")
  }

  @Test func aReaderThatHasGoneAwayIsToldApart() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    var output = LineOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    try output.write(RagRating(rag: .red))
    do throws(OutputFailure) {
      try output.flush()
      Issue.record("nobody could have read it")
    } catch {
      #expect(error.exitCode == 128 + SIGPIPE)
    }
  }

  @Test func whatCannotBeWrittenIsAFault() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    var output = LineOutput(descriptor: full.fileDescriptor)
    try output.write(RagRating(rag: .red))
    do throws(OutputFailure) {
      try output.flush()
      Issue.record("the device was full")
    } catch {
      #expect(error.exitCode == EX_IOERR)
    }
  }
}
