/// Which items belong to each group, in the items' order: two arrays, however many groups there are.
struct Grouping: Sendable {
  private let offsets: [Int32]
  private let members: [Int32]

  /// Groups the items 0 and on.
  ///
  /// - Parameter groups: the group of each item, from 0 to `count - 1`.
  init(count: Int, of groups: some Collection<Int32>) {
    var offsets = [Int32](repeating: 0, count: count + 1)
    for group in groups { offsets[Int(group) + 1] += 1 }
    for group in 0..<count { offsets[group + 1] += offsets[group] }
    var next = offsets
    var members = [Int32](repeating: 0, count: groups.count)
    var item: Int32 = 0
    for group in groups {
      members[Int(next[Int(group)])] = item
      next[Int(group)] += 1
      item += 1
    }
    self.offsets = offsets
    self.members = members
  }

  /// The items of a group.
  subscript(group: Int32) -> ArraySlice<Int32> {
    members[Int(offsets[Int(group)])..<Int(offsets[Int(group) + 1])]
  }
}
