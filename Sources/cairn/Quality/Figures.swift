internal import CairnDomain

/// Figures as people in Britain read them.
enum Figures {
  /// "12,345".
  static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return number < 0 ? "-" + text : text
  }

  /// "3 referrals", "1 child".
  static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(count(number)) \(number == 1 ? one : many)"
  }

  /// "97%"; a dash where there is nothing to be told. Rounded down, so that 100% is all and nothing less.
  static func percent(_ fraction: Double?) -> String {
    guard let fraction else { return "–" }
    let percent = Int(fraction * 100 + 1e-9)
    return percent == 0 && fraction > 0 ? "<1%" : "\(percent)%"
  }

  static func percent(_ share: QualityShare) -> String { percent(share.fraction) }

  /// "13.7"; a dash where there is nothing to be told.
  static func rate(_ rate: Double?) -> String {
    guard let rate else { return "–" }
    let tenths = Int((rate * 10).rounded())
    return "\(count(tenths / 10)).\(tenths % 10)"
  }

  /// A bar of `width` characters. Only what is whole is full, and only nothing is empty.
  static func bar(_ fraction: Double, width: Int) -> String {
    let exact = fraction * Double(width)
    var filled = Int(exact.rounded())
    if filled == width, fraction < 1 { filled = width - 1 }
    if filled == 0, fraction > 0 { filled = 1 }
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
  }
}

extension QualityField {
  /// Without its table: "Child: UPN".
  var fullTitle: String { "\(unit.title): \(title)" }
}
