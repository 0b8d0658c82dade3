extension UInt8 {
  /// The value of an ASCII digit; `nil` for any other byte.
  var asciiDigit: Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? Int(self - UInt8(ascii: "0")) : nil
  }

  /// Whether it is an upper-case letter of ASCII.
  var isASCIIUppercase: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }

  /// Whether it is a lower-case letter of ASCII.
  var isASCIILowercase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
}

extension String {
  /// Whether it has the form of the ids that people choose for agencies and agreements: 2 to 40 of a-z, 0-9 and "-",
  /// beginning with a letter.
  var isPlainID: Bool {
    (2...40).contains(utf8.count) && utf8.first?.isASCIILowercase == true
      && utf8.allSatisfy { $0.isASCIILowercase || $0.asciiDigit != nil || $0 == UInt8(ascii: "-") }
  }

  /// Lends the text as numbers are compared: letters of ASCII in upper case, spaces dropped. People write "943 476 5870".
  func withCompactUppercase<Value>(_ use: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
    withCompactMapped(
      { byte in byte == UInt8(ascii: " ") ? nil : byte.isASCIILowercase ? byte - 0x20 : byte }, use)
  }

  /// Lends what `transform` makes of each byte, without memory being made for it: texts are compared for every referral.
  @inline(__always)
  func withCompactMapped<Value>(
    _ transform: (UInt8) -> UInt8?, _ use: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    var text = self
    return text.withUTF8 { bytes in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { room in
        var kept = 0
        for byte in bytes {
          guard let byte = transform(byte) else { continue }
          room[kept] = byte
          kept += 1
        }
        return use(UnsafeBufferPointer(rebasing: room[..<kept]))
      }
    }
  }

  /// Whether it shows nothing to a reader: empty, or only white space and invisible characters.
  var isBlank: Bool {
    // Most texts begin with a letter or a digit, and need no look into the tables of Unicode.
    if let first = utf8.first, (0x21...0x7E).contains(first) { return false }
    return unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint }
  }
}
