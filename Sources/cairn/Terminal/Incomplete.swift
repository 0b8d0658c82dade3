/// What is said below a list that lacks something.
enum Incomplete {
  static func lines(_ isIncomplete: Bool) -> [String] {
    isIncomplete
      ? ["", "INCOMPLETE: something that cannot be read now is missing here. Tell whoever runs the hub."] : []
  }
}
