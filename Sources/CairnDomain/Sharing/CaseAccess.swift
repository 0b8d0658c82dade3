package import CairnMessages

/// How far somebody may look into one case, before any agreement is asked.
package struct CaseAccess: Hashable, Sendable {
  /// How much of it.
  package enum Extent: Hashable, Sendable {
    /// Not at all: to them the case is not there.
    case none
    /// That there is a child, and who they are.
    case basic
    /// What the agreements give.
    case standard
    /// What the agreements give, and of what they give on request these categories.
    case specific(DataCategorySet)
    /// By a broken glass: also whatever the agreements give on request.
    case challenged
    /// By a glass that was broken in an emergency: with or without an agreement, everything but what is legally privileged.
    case emergency
  }

  /// How much of it, where nothing is sealed.
  package let extent: Extent
  /// Categories of data that are sealed from them, whoever contributed them.
  package let sealed: DataCategorySet

  /// An extent, and what is sealed within it.
  package init(_ extent: Extent, sealed: DataCategorySet = []) {
    self.extent = extent
    self.sealed = sealed
  }

  /// None at all.
  package static let none = CaseAccess(.none)
  /// That of a case in which nothing was said of who asks, and nothing is sealed.
  package static let standard = CaseAccess(.standard)
}
