import Foundation
import Testing

@testable import cairn

/// Text can be read on what it stands on, in light and dark and on paper.
///
/// Source: WCAG 2.2, success criteria 1.4.3 and 1.4.11, with its definition of relative luminance.
@Suite struct QualityContrastTests {
  private typealias Palette = [String: String]

  /// The three `:root` rules: light, dark, paper.
  private static let palettes: [Palette] = QualityStyle.css.components(separatedBy: ":root {").dropFirst().map { rule in
    let pairs = rule.prefix { $0 != "}" }.split(separator: ";").compactMap { declaration -> (String, String)? in
      let parts = declaration.split(separator: ":").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
    return Dictionary(pairs) { $1 }
  }

  private static func luminance(_ colour: String) throws -> Double {
    var digits = colour.dropFirst().map(String.init)
    if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
    let channels = try stride(from: 0, to: 6, by: 2).map { index -> Double in
      let value = Double(try #require(Int(digits[index] + digits[index + 1], radix: 16))) / 255
      return value <= 0.040_45 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  private static func contrast(_ palette: Palette, _ first: String, _ second: String) throws -> Double {
    let both = try [first, second].map { try luminance(try #require(palette["--\($0)"], "\($0)")) }.sorted()
    return (both[1] + 0.05) / (both[0] + 0.05)
  }

  @Test func thereAreThree() { #expect(Self.palettes.count == 3) }

  @Test(
    arguments: 0..<3,
    [
      ("ink", "page"), ("soft", "page"), ("soft", "panel"), ("ink", "panel"), ("h-ink", "h1"), ("h-ink", "h2"),
      ("h-ink", "h3"),
      ("h4-ink", "h4"),
    ])
  func textIsReadable(palette: Int, pair: (String, String)) throws {
    #expect(try Self.contrast(Self.palettes[palette], pair.0, pair.1) >= 4.5, "\(pair)")
  }

  @Test(arguments: 0..<3, [("blue", "page"), ("blue", "grid"), ("blue", "pale")])
  func barsAreSeen(palette: Int, pair: (String, String)) throws {
    let least = pair.1 == "pale" ? 2.0 : 3.0
    #expect(try Self.contrast(Self.palettes[palette], pair.0, pair.1) >= least, "\(pair)")
  }
}
