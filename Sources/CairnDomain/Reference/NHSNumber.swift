/// What can be wrong with the text of an NHS number.
package enum NHSNumber {
  /// One way of being wrong.
  package enum Fault: Hashable, Sendable {
    /// Not ten digits.
    case form
    /// Its last digit does not fit the first nine.
    case checkDigit
  }

  /// The fault of a text, spaces not counted; `nil` if it has none.
  ///
  /// Source: NHS Data Dictionary, NHS NUMBER: modulus 11 over weights 10 to 2.
  package static func fault(in text: String) -> Fault? {
    let digits = text.compactUppercase.map(\.asciiDigit)
    guard digits.count == 10 else { return .form }
    var sum = 0
    for (index, digit) in digits.enumerated() {
      guard let digit else { return .form }
      if index < 9 { sum += digit * (10 - index) }
    }
    // A remainder that would need the digit 10 makes a stem that was never issued: no digit equals it.
    let check = (11 - sum % 11) % 11
    return digits.last == check ? nil : .checkDigit
  }
}
