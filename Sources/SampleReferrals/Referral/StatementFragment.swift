internal import CairnMessages

/// A statement with gaps, and how far it can be relied on.
struct StatementFragment: Sendable {
  /// Whose words it gives.
  enum Speaker: Sendable {
    case child, carer, adult, somebodyElse
  }

  let assertion: Assertion
  let speaker: Speaker
  let text: Fragment

  private init(_ assertion: Assertion, _ template: String) {
    self.assertion = assertion
    text = Fragment(template)
    speaker =
      if template.hasPrefix("{child} sa") {
        .child
      } else if template.hasPrefix("{carer} sa") {
        .carer
      } else if template.hasPrefix("{adult} sa") {
        .adult
      } else {
        .somebodyElse
      }
  }

  static func fact(_ text: String) -> Self { Self(.fact, text) }
  static func observed(_ text: String) -> Self { Self(.observed, text) }
  static func reported(_ text: String) -> Self { Self(.reported, text) }
  static func alleged(_ text: String) -> Self { Self(.alleged, text) }
  static func opinion(_ text: String) -> Self { Self(.opinion, text) }
}
