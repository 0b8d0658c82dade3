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
    var (number, count) = (0, 0)
    for byte in text.utf8 where byte != UInt8(ascii: " ") {
      guard let digit = byte.asciiDigit, count < 10 else { return .form }
      number = number * 10 + digit
      count += 1
    }
    guard count == 10 else { return .form }
    return checkDigit(ofStem: number / 10) == number % 10 ? nil : .checkDigit
  }

  /// The last digit that fits the first nine; `nil` for a stem that would need the digit 10 and was never issued.
  ///
  /// - Parameter stem: nine digits as a number, leading zeros not counted.
  package static func checkDigit(ofStem stem: Int) -> Int? {
    var (rest, sum) = (stem, 0)
    for weight in 2...10 {
      sum += rest % 10 * weight
      rest /= 10
    }
    let check = (11 - sum % 11) % 11
    return check == 10 ? nil : check
  }
}
