/// A piece of a page, well-formed as HTML and as XML. Text gets into it escaped, whoever wrote it.
struct Markup {
  let text: String

  /// Text that people read.
  static func text(_ text: String) -> Markup { Markup(text: escaped(text)) }

  /// Pieces one after the other, each on a line of its own.
  static func all(_ pieces: [Markup]) -> Markup { Markup(text: pieces.map(\.text).joined(separator: "\n")) }

  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ children: [Markup]
  ) -> Markup {
    Markup(text: "<\(name)\(list(attributes))>\(all(children).text)</\(name)>")
  }

  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ text: String
  ) -> Markup {
    element(name, attributes, [.text(text)])
  }

  static func element(_ name: StaticString, _ children: [Markup]) -> Markup { element(name, [:], children) }

  static func element(_ name: StaticString, _ text: String) -> Markup { element(name, [:], [.text(text)]) }

  /// An element that has no content, for which HTML forbids an end tag or needs none.
  static func empty(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) -> Markup {
    Markup(text: "<\(name)\(list(attributes)) />")
  }

  private static func list(_ attributes: KeyValuePairs<StaticString, String>) -> String {
    attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
  }

  /// As content and as the value of an attribute; what XML or a terminal would not take as text is shown as unknown.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.harmless.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
