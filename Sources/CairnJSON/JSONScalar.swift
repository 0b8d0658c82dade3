/// A single value that JSON has a form for.
package protocol JSONScalar: Hashable, Sendable {
  /// The value that is left out.
  static var empty: Self { get }
  /// What is expected, for a person: "a whole number from 0 to 4294967295".
  static var expectation: String { get }
  /// Reads the value; `nil` if the JSON is not one.
  init?(json: JSONValue)
  /// The value's form.
  var jsonForm: JSONForm { get }
}

/// How a single value stands in JSON.
package enum JSONForm: Hashable, Sendable {
  /// As it is: a number, `true` or `false`.
  case raw(String)
  /// As a text.
  case quoted(String)
}

extension String: JSONScalar {
  package static var empty: String { "" }
  package static var expectation: String { "a text" }

  package init?(json: JSONValue) {
    guard case .string(let text) = json else { return nil }
    self = text
  }

  package var jsonForm: JSONForm { .quoted(self) }
}

extension Bool: JSONScalar {
  package static var empty: Bool { false }
  package static var expectation: String { "true or false" }

  package init?(json: JSONValue) {
    guard case .bool(let value) = json else { return nil }
    self = value
  }

  package var jsonForm: JSONForm { .raw(self ? "true" : "false") }
}

extension JSONScalar where Self: FixedWidthInteger {
  package static var empty: Self { 0 }
  package static var expectation: String { "a whole number from \(Self.min) to \(Self.max)" }

  package init?(json: JSONValue) {
    switch json {
    case .number(let digits), .string(let digits):
      guard let value = Self(wholeNumber: digits) else { return nil }
      self = value
    default: return nil
    }
  }

  package var jsonForm: JSONForm {
    // A double holds 53 bits, and many readers of JSON have nothing else.
    Self.bitWidth > 32 ? .quoted("\(self)") : .raw("\(self)")
  }
}

extension FixedWidthInteger {
  /// Reads a whole number as JSON may write it: "12", "-3", also "1.0" and "1e3".
  fileprivate init?(wholeNumber text: String) {
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), !text.hasPrefix("+") else { return nil }
    if let value = Self(text) {
      self = value
    } else if let value = Double(text), value.magnitude < 0x1p53, let exact = Self(exactly: value) {
      self = exact
    } else {
      return nil
    }
  }
}

extension Int32: JSONScalar {}
extension Int64: JSONScalar {}
extension UInt32: JSONScalar {}
extension UInt64: JSONScalar {}

extension JSONScalar where Self: BinaryFloatingPoint & LosslessStringConvertible {
  package static var empty: Self { 0 }
  package static var expectation: String { "a number" }

  package init?(json: JSONValue) {
    switch json {
    case .string("NaN"): self = .nan
    case .string("Infinity"): self = .infinity
    case .string("-Infinity"): self = -.infinity
    case .number(let digits), .string(let digits):
      guard let value = Self(digits), value.isFinite else { return nil }
      self = value
    default: return nil
    }
  }

  package var jsonForm: JSONForm {
    if isNaN { return .quoted("NaN") }
    if isInfinite { return .quoted(self < 0 ? "-Infinity" : "Infinity") }
    return .raw("\(self)")
  }
}

extension Double: JSONScalar {}
extension Float: JSONScalar {}
