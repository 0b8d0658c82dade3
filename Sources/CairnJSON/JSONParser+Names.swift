extension JSONParser {
  /// Objects with more members than this are checked with a set; for the others comparing each with each is cheaper.
  private static let comparedMembersMax = 16

  /// - Throws: ``JSONSyntaxError`` at the first name that the object has already.
  func checkNames(of object: Int) throws(JSONSyntaxError) {
    guard let twice = mayCompare(object) ? firstTwice(comparing: object) : firstTwice(gathering: object) else { return }
    throw fault("the object has a member of this name already", at: Int(nodes[twice].start) - 1)
  }

  /// The node of the name behind that one.
  private func nextName(_ name: Int) -> Int { Int(nodes[name + 1].next) }

  private func mayCompare(_ object: Int) -> Bool {
    var count = 0
    var name = object + 1
    while name < Int(nodes[object].next) {
      count += 1
      guard count <= Self.comparedMembersMax, nodes[name].isPlain else { return false }
      name = nextName(name)
    }
    return true
  }

  private func firstTwice(comparing object: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      var name = object + 1
      while name < Int(nodes[object].next) {
        let length = nodes[name].end - nodes[name].start
        var earlier = object + 1
        while earlier < name {
          if nodes[earlier].end - nodes[earlier].start == length,
            written(earlier, in: bytes).holdsSame(as: written(name, in: bytes))
          {
            return name
          }
          earlier = nextName(earlier)
        }
        name = nextName(name)
      }
      return nil
    }
  }

  private func written(_ node: Int, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[Int(nodes[node].start)..<Int(nodes[node].end)])
  }

  private func firstTwice(gathering object: Int) -> Int? {
    var seen: Set<[UInt8]> = []
    var name = object + 1
    while name < Int(nodes[object].next) {
      let written = bytes[Int(nodes[name].start)..<Int(nodes[name].end)]
      let text = nodes[name].isPlain ? Array(written) : Array(Self.unescaped(written).utf8)
      guard seen.insert(text).inserted else { return name }
      name = nextName(name)
    }
    return nil
  }
}
