/// Collects every fault of a request, so that one answer names them all.
struct Faults {
  /// In the order in which they were found, at most `Limits.faultsMax`.
  private(set) var all: [Fault] = []

  /// Notes that a field breaks a rule that refuses.
  ///
  /// - Parameter detail: said in place of the rule's own message, where the message depends on the field.
  mutating func add(_ rule: Rule, at path: @autoclosure () -> String, detail: String? = nil) {
    guard case .refuse(let reason) = rule.ruleClass else {
      preconditionFailure("rule \(rule.number) makes findings and refuses nothing")
    }
    guard all.count < Limits.faultsMax else { return }
    all.append(Fault(field: path(), reason: reason, description: detail ?? rule.message, rule: rule.number))
  }

  /// - Throws: `Rejection` with code `invalid` if there is any fault.
  func rejectIfAny() throws(Rejection) {
    guard !all.isEmpty else { return }
    throw Rejection(
      .invalid, reason: "INVALID_REQUEST",
      message: all.count == 1
        ? "\(all[0].field) \(all[0].description)" : "\(all.count) fields cannot be understood: see the details",
      faults: all)
  }
}

/// Checks that more than one command needs.
extension Faults {
  mutating func checkLength(_ text: String, bytesMax: Int, at path: @autoclosure () -> String) {
    guard text.utf8.count > bytesMax else { return }
    add(.textLimit, at: path(), detail: "must be at most \(bytesMax) bytes of UTF-8")
  }

  /// Says whether the list is within its limit; one that is not should not be walked.
  mutating func checkCount(_ count: Int, max: Int, at path: @autoclosure () -> String) -> Bool {
    guard count > max else { return true }
    add(.listLimit, at: path(), detail: "must have at most \(max) entries")
    return false
  }

  /// A text that must be there and within its limit.
  mutating func checkRequired(_ text: String, bytesMax: Int, at path: @autoclosure () -> String) {
    if text.isBlank { add(.required, at: path()) } else { checkLength(text, bytesMax: bytesMax, at: path()) }
  }
}
