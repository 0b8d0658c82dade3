extension String {
  /// The text without what a terminal would obey: what agencies wrote is shown, and never moves the cursor, changes a
  /// colour or turns the direction of writing. Line ends and tabs stay.
  var harmless: String {
    guard unicodeScalars.contains(where: Self.isObeyed) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { Self.isObeyed($0) ? "\u{FFFD}" : $0 }))
  }

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
