/// The name of an agency's system: 1 to 40 of a-z, 0-9 and "-", beginning with a letter.
package struct SystemName: Hashable, Sendable, CustomStringConvertible {
  /// As it is written.
  package let description: String

  /// Reads a name; `nil` if the text does not have its form.
  package init?(_ text: String) {
    guard (1...40).contains(text.utf8.count), text.utf8.first?.isASCIILowercase == true,
      text.utf8.allSatisfy({ $0.isASCIILowercase || $0.asciiDigit != nil || $0 == UInt8(ascii: "-") })
    else { return nil }
    description = text
  }
}
