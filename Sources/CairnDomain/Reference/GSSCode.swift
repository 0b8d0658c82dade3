/// Codes of the Government Statistical Service for areas.
package enum GSSCode {
  /// What a local authority's code begins with, by nation and kind of authority.
  private static let localAuthorityPrefixes = ["E06", "E07", "E08", "E09", "E10", "W06", "S12", "N09"]

  /// Whether a text has the form of a local authority's code. Whether the authority exists is not looked up.
  ///
  /// Source: Office for National Statistics, Register of Geographic Codes.
  package static func isLocalAuthority(_ text: String) -> Bool {
    text.utf8.count == 9 && localAuthorityPrefixes.contains { text.hasPrefix($0) }
      && text.utf8.dropFirst(3).allSatisfy { $0.asciiDigit != nil }
  }
}
