internal import CairnMessages

/// Whom the fragments of one referral speak of.
struct Cast: Sendable {
  /// Given name of the child whom it is mostly about; "the unborn baby" if there is only that.
  var child = ""
  /// A brother or sister; "a cousin" if there is none.
  var sibling = ""
  /// Full name of the adult who cares for the children.
  var carer = ""
  /// How the carer stands to the children, with a space in front: " mother".
  var parent = ""
  /// Full name of another adult around them.
  var adult = ""
  /// "his", "her" or "their".
  var their = ""
  /// The street.
  var street = ""
}

/// A piece of text with gaps: `{child}` and so on, named as in ``Cast``; `{Parent}` and `{Their}` begin a sentence.
struct Fragment: Sendable {
  private enum Piece: Sendable {
    case text(String)
    case child, sibling, carer, parent, capitalParent, adult, their, capitalTheir, street
  }

  private let pieces: [Piece]
  /// Whether it says something of the child whom the referral is mostly about.
  let namesChild: Bool
  /// Whether it says something of another child.
  let namesSibling: Bool

  init(_ template: String) {
    var pieces: [Piece] = []
    for (index, part) in template.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = part.firstIndex(of: "}") else {
        pieces.append(.text(String(part)))
        continue
      }
      pieces.append(Self.gap(part[..<end]))
      pieces.append(.text(String(part[part.index(after: end)...])))
    }
    self.pieces = pieces.filter { if case .text("") = $0 { false } else { true } }
    namesChild = template.contains("{child}")
    namesSibling = template.contains("{sibling}")
  }

  private static func gap(_ name: Substring) -> Piece {
    switch name {
    case "child": .child
    case "sibling": .sibling
    case "carer": .carer
    case "parent": .parent
    case "Parent": .capitalParent
    case "adult": .adult
    case "their": .their
    case "Their": .capitalTheir
    case "street": .street
    default: preconditionFailure("a fragment has no gap {\(name)}")
    }
  }

  func append(to text: inout TextBuffer, cast: borrowing Cast) {
    for piece in pieces {
      switch piece {
      case .text(let words): text += words
      case .child: text += cast.child
      case .sibling: text += cast.sibling
      case .carer: text += cast.carer
      case .parent:
        text += "the"
        text += cast.parent
      case .capitalParent:
        text += "The"
        text += cast.parent
      case .adult: text += cast.adult
      case .their: text += cast.their
      case .capitalTheir: text += cast.their == "his" ? "His" : cast.their == "her" ? "Her" : "Their"
      case .street: text += cast.street
      }
    }
  }
}
