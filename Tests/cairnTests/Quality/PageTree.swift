import Foundation
#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page as a strict parser of XML reads it.
final class PageTree: NSObject, XMLParserDelegate {
  final class Element {
    let name: String
    let attributes: [String: String]
    var children: [Element] = []
    var text = ""

    init(name: String, attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }

    /// It, and everything in it, in the order of the page.
    var all: [Element] { [self] + children.flatMap(\.all) }

    /// What is read of it, without the ends of lines between its pieces.
    var wholeText: String {
      (text + children.map(\.wholeText).joined()).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func all(_ name: String) -> [Element] { all.filter { $0.name == name } }
  }

  private let root = Element(name: "", attributes: [:])
  private var open: [Element] = []

  /// - Returns: `nil` if it is not well-formed.
  static func read(_ text: String) -> Element? {
    let tree = PageTree()
    tree.open = [tree.root]
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = tree
    return parser.parse() ? tree.root : nil
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    let element = Element(name: name, attributes: attributes)
    open.last?.children.append(element)
    open.append(element)
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }
}
