/// A bounded memory that forgets what has not been used for longest, by halves: when it is full, the older half goes.
///
/// Two generations in place of a linked list: a hit in the older one moves the value to the younger one.
package struct RecencyCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]
  private let generationMax: Int

  /// A cache for about `capacity` values.
  package init(capacity: Int) {
    generationMax = max(1, capacity / 2)
  }

  /// The value if it is remembered; setting `nil` forgets it.
  package subscript(key: Key) -> Value? {
    mutating get {
      if let value = young[key] { return value }
      guard let value = old.removeValue(forKey: key) else { return nil }
      remember(value, for: key)
      return value
    }
    set {
      old[key] = nil
      guard let newValue else { return young[key] = nil }
      remember(newValue, for: key)
    }
  }

  private mutating func remember(_ value: Value, for key: Key) {
    young[key] = value
    guard young.count > generationMax else { return }
    old = young
    young = [:]
  }
}
