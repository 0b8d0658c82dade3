package import Identifiers

/// What became of keys that were looked for; those that are in neither have been erased.
package struct FoundKeys: Sendable {
  package internal(set) var keys: [Identifier128: DataKey] = [:]
  /// Why keys cannot be had although they were not erased.
  package internal(set) var damaged: [Identifier128: String] = [:]

  /// None at all.
  package init() {}

  /// The keys, if none is damaged.
  ///
  /// - Throws: `.corrupt` otherwise.
  @discardableResult
  package func undamaged() throws(LogStoreError) -> [Identifier128: DataKey] {
    if let reason = damaged.values.first { throw .corrupt(reason: reason) }
    return keys
  }
}
