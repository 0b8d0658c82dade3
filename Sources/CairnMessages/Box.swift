/// A value behind a reference. It never changes; who changes the value that it stands for takes another box.
final class Box<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value

  init(_ value: Value) {
    self.value = value
  }

  static func == (left: Box, right: Box) -> Bool {
    left === right || left.value == right.value
  }

  func hash(into hasher: inout Hasher) {
    value.hash(into: &hasher)
  }
}

extension Box {
  /// The box of a value that differs a little.
  func with(_ change: (inout Value) -> Void) -> Box {
    var value = value
    change(&value)
    return Box(value)
  }
}
