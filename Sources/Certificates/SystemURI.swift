/// The name by which a certificate says whose it is: `spiffe://AGENCY/SYSTEM`.
///
/// Source: SPIFFE-ID, section 2. Here a path has exactly one segment, and both parts are written as agencies' ids are.
package struct SystemURI: Hashable, Sendable, CustomStringConvertible {
  /// The agency's id.
  package let agency: String
  /// Its system.
  package let system: String

  private static let prefix = "spiffe://"
  /// Longest name of an agency or of a system.
  package static let partBytesMax = 40

  /// The name of an agency's system; `nil` if either is not of 1 to 40 of a-z, 0-9 and "-".
  package init?(agency: String, system: String) {
    guard Self.isPart(agency), Self.isPart(system) else { return nil }
    self.agency = agency
    self.system = system
  }

  /// Reads a name; `nil` if it is not exactly of this form: no port, no query, no second segment, nothing escaped.
  package init?(_ text: String) {
    guard text.hasPrefix(Self.prefix) else { return nil }
    let parts = text.dropFirst(Self.prefix.count).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    self.init(agency: String(parts[0]), system: String(parts[1]))
  }

  package var description: String { "\(Self.prefix)\(agency)/\(system)" }

  private static func isPart(_ text: String) -> Bool {
    (1...partBytesMax).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
  }
}
