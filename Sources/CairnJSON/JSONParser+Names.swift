extension JSONParser {
  /// Objects with more members than this are checked with a set; for the others comparing each with each is cheaper.
  private static let comparedMembersMax = 16

  /// - Throws: ``JSONSyntaxError`` at the first name that the object has already.
  func checkNames(of object: Int) throws(JSONSyntaxError) {
    var names: [Int] = []
    var node = object + 1
    while node < Int(nodes[object].next) {
      names.append(node)
      node = Int(nodes[node + 1].next)
    }
    let mayCompare = names.count <= Self.comparedMembersMax && names.allSatisfy { nodes[$0].isPlain }
    guard let twice = mayCompare ? firstTwice(comparing: names) : firstTwice(gathering: names) else { return }
    throw fault("the object has a member of this name already", at: Int(nodes[twice].start) - 1)
  }

  private func firstTwice(comparing names: [Int]) -> Int? {
    for (count, name) in names.enumerated() {
      let range = Int(nodes[name].start)..<Int(nodes[name].end)
      for earlier in names[..<count] where Int(nodes[earlier].end - nodes[earlier].start) == range.count {
        if bytes[Int(nodes[earlier].start)..<Int(nodes[earlier].end)].elementsEqual(bytes[range]) { return name }
      }
    }
    return nil
  }

  private func firstTwice(gathering names: [Int]) -> Int? {
    var seen: Set<[UInt8]> = []
    return names.first { name in
      let name = nodes[name]
      let written = bytes[Int(name.start)..<Int(name.end)]
      return !seen.insert(name.isPlain ? Array(written) : Array(Self.unescaped(written).utf8)).inserted
    }
  }
}
