import Testing

@testable import Libpq

@Suite("The binary form of arrays")
struct ArrayFormTests {
  private func bytes(_ parameter: Parameter) -> [UInt8] {
    if case .bytes(let bytes) = parameter.storage { bytes } else { [] }
  }

  private func read(_ bytes: [UInt8]) throws -> ArrayReader {
    try bytes.withUnsafeBytes { try ArrayReader($0) }
  }

  @Test("Integers: dimension, flags, type, count, lower bound, then length and value")
  func integers() {
    #expect(
      bytes(.integers([Int16(1), -2])) == [
        0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 21, 0, 0, 0, 2, 0, 0, 0, 1,
        0, 0, 0, 2, 0, 1, 0, 0, 0, 2, 255, 254,
      ])
    #expect(bytes(.integers([Int32(-2)])).suffix(8) == [0, 0, 0, 4, 255, 255, 255, 254])
    #expect(
      bytes(.integers([Int64(0x0102_0304_0506_0708)])).suffix(12) == [0, 0, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8])
  }

  @Test("An empty array has no dimension")
  func empty() throws {
    let empty = bytes(.integers([Int64]()))
    #expect(empty == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20])
    #expect(try read(empty).elements.isEmpty)
  }

  @Test("NULL has length -1 and raises the flag")
  func null() throws {
    var builder = TextArrayBuilder()
    builder.append("é")
    builder.appendNull()
    let form = bytes(builder.finished())
    #expect(form[4..<8] == [0, 0, 0, 1])
    #expect(form.suffix(10) == [0, 0, 0, 2, 0xC3, 0xA9, 255, 255, 255, 255])
    let reader = try read(form)
    #expect(reader.elementType == .text)
    #expect(reader.elements == [24..<26, nil])
  }

  @Test("UUIDs, bools and bytes have their lengths")
  func others() {
    #expect(
      bytes(.uuids([(high: 0x0001_0203_0405_0607, low: 0x0809_0A0B_0C0D_0E0F)])).suffix(20)
        == [0, 0, 0, 16] + Array(0...15))
    #expect(bytes(.bools([true, false])).suffix(10) == [0, 0, 0, 1, 1, 0, 0, 0, 1, 0])
    #expect(bytes(.byteas([[], [9]])).suffix(9) == [0, 0, 0, 0, 0, 0, 0, 1, 9])
  }

  @Test("Every prefix of an array is refused, and so is a count that its bytes cannot hold")
  func malformed() {
    let whole = bytes(.byteas([[1, 2, 3], [4]]))
    for length in 0..<whole.count {
      #expect(throws: ArrayReader.Malformed.self, "\(length) bytes") { try read(Array(whole.prefix(length))) }
    }
    var huge = whole
    huge.replaceSubrange(12..<16, with: [0x7F, 0xFF, 0xFF, 0xFF])
    #expect(throws: ArrayReader.Malformed.self) { try read(huge) }
    var twoDimensions = whole
    twoDimensions[3] = 2
    #expect(throws: ArrayReader.Malformed.self) { try read(twoDimensions) }
  }
}
