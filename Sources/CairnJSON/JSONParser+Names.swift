extension JSONParser {
  /// Objects with more members than this are checked with a set; for the others comparing is cheaper.
  private static let comparedMembersMax = 16

  /// - Throws: ``JSONSyntaxError`` at the first name that the object has already.
  func checkNames(of object: Int) throws(JSONSyntaxError) {
    guard let twice = firstTwice(in: object) else { return }
    throw fault("the object has a member of this name already", at: Int(nodes[twice].start) - 1)
  }

  /// The node of the name behind that one.
  private func nextName(_ name: Int) -> Int { Int(nodes[name + 1].next) }

  private func firstTwice(in object: Int) -> Int? {
    var marks: UInt64 = 0
    var count = 0
    var name = object + 1
    while name < Int(nodes[object].next) {
      count += 1
      guard count <= Self.comparedMembersMax, nodes[name].isPlain else { return firstTwice(gathering: object) }
      let mark = mark(written(name))
      if marks & mark != 0, hasEarlier(name, in: object) { return name }
      marks |= mark
      name = nextName(name)
    }
    return nil
  }

  /// A bit that equal names share, and other names of an object seldom do.
  private func mark(_ name: UnsafeRawBufferPointer) -> UInt64 {
    guard let first = name.first, let last = name.last else { return 1 }
    return 1 << UInt64((Int(first) &+ Int(last) &* 4 &+ name.count &* 16) & 63)
  }

  /// Whether the same name stands in the object before that one.
  private func hasEarlier(_ name: Int, in object: Int) -> Bool {
    let written = written(name)
    var earlier = object + 1
    while earlier < name {
      if self.written(earlier).holdsSame(as: written) { return true }
      earlier = nextName(earlier)
    }
    return false
  }

  private func written(_ node: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[Int(nodes[node].start)..<Int(nodes[node].end)])
  }

  private func firstTwice(gathering object: Int) -> Int? {
    var seen: Set<[UInt8]> = []
    var name = object + 1
    while name < Int(nodes[object].next) {
      let written = written(name)
      let text = nodes[name].isPlain ? Array(written) : Array(Self.unescaped(written).utf8)
      guard seen.insert(text).inserted else { return name }
      name = nextName(name)
    }
    return nil
  }
}
