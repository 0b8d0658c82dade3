import Testing

@testable import Identifiers

@Suite struct Identifier128Tests {
  /// Source: RFC 9562 appendix A.6.
  let vector = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

  @Test func textAndBytesAreTwoFormsOfOneValue() throws {
    let id = try #require(Identifier128(vector))
    #expect(id.description == vector)
    #expect(Identifier128(vector.uppercased()) == id)
    #expect(id.bytes.first == 0x01 && id.bytes.last == 0x8f)
    #expect(Identifier128(bytes: id.bytes) == id)
  }

  @Test(arguments: [
    "", "017f22e2", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
    "017f22e27-9b0-7cc3-98c4-dc0c0c07398f",
  ])
  func whatIsNoUUIDIsRefused(text: String) {
    #expect(Identifier128(text) == nil)
  }

  @Test func nothingButItsDigitsStandsInAnyPlace() {
    let digits = Set("0123456789abcdefABCDEF".utf8)
    for place in 0..<36 {
      for byte in UInt8(0)..<0x80 {
        var text = Array(vector.utf8)
        let isDash = text[place] == UInt8(ascii: "-")
        text[place] = byte
        let isForm = isDash ? byte == UInt8(ascii: "-") : digits.contains(byte)
        let read = Identifier128(String(decoding: text, as: UTF8.self))
        #expect(read?.description == (isForm ? String(decoding: text, as: UTF8.self).lowercased() : nil))
      }
    }
  }

  @Test func version7HoldsItsTimeAndSortsByIt() throws {
    let rfc = Identifier128.version7(microseconds: 1_645_557_742_000_000, random: 0x18C4_DC0C_0C07_398F)
    #expect(rfc.description.hasPrefix("017f22e2-79b0-7"))
    #expect(rfc.description.dropFirst(19) == vector.dropFirst(19))
    let next = Identifier128.version7(microseconds: 1_645_557_742_000_001, random: 0)
    #expect(rfc < next)
  }

  @Test func orderIsTheOrderOfTheBytes() throws {
    let small = Identifier128(high: 1, low: .max)
    let large = Identifier128(high: 2, low: 0)
    #expect(small < large)
    #expect(small.bytes.lexicographicallyPrecedes(large.bytes))
  }
}
