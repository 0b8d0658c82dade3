package import Identifiers

/// What keys that were looked for are to be had from: their blocks.
package struct FoundKeys: Sendable {
  private let blocks: [Identifier128: KeyBlock]
  /// Why blocks cannot be had.
  private let damaged: [Identifier128: String]

  init(blocks: [Identifier128: KeyBlock], damaged: [Identifier128: String]) {
    self.blocks = blocks
    self.damaged = damaged
  }

  /// A key; `nil` if it was erased, if its block is damaged, or if nobody looked for it.
  package subscript(id: Identifier128) -> DataKey? {
    blocks[KeyBlock.id(ofBlockWith: id)]?.key(id)
  }

  /// Why a key cannot be had although it was not erased; `nil` if that is not so.
  package func damage(to id: Identifier128) -> String? {
    damaged.isEmpty ? nil : damaged[KeyBlock.id(ofBlockWith: id)]
  }

  /// The same, if no block is damaged.
  ///
  /// - Throws: `.corrupt` otherwise.
  @discardableResult
  package func undamaged() throws(LogStoreError) -> FoundKeys {
    if let reason = damaged.values.first { throw .corrupt(reason: reason) }
    return self
  }
}
