/// A set of categories of data.
package struct DataCategorySet: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32

  /// A set of one bit a category, at the category's number.
  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The set of one category.
  package init(_ category: DataCategory) {
    self.init(rawValue: 1 << category.number)
  }

  /// The set of some categories.
  package init(_ categories: some Sequence<DataCategory>) {
    self.init(rawValue: categories.reduce(0) { $0 | 1 << $1.number })
  }

  /// Every category.
  package static let all = Self(DataCategory.allCases)

  /// Its categories, in the order of the contract.
  package var categories: [DataCategory] { DataCategory.allCases.filter(contains) }

  /// Whether a category is in it.
  package func contains(_ category: DataCategory) -> Bool { rawValue & 1 << category.number != 0 }
}

extension DataCategorySet: ExpressibleByArrayLiteral {
  /// The set of the categories that are written out.
  package init(arrayLiteral categories: DataCategory...) {
    self.init(categories)
  }
}
