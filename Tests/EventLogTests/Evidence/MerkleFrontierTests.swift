internal import Cryptography
internal import EventLog
internal import EventLogTestSupport
internal import Testing

@Suite struct MerkleFrontierTests {
  private static let leaves = (0..<200).map { Digest256(hashing: Array("leaf \($0)".utf8)) }

  @Test func theRootIsThatOfTheDefinitionAtEverySize() {
    var frontier = MerkleFrontier()
    #expect(frontier.root == NaiveMerkleTree.root([]))
    for count in 1...Self.leaves.count {
      frontier.append(leaf: Self.leaves[count - 1])
      #expect(frontier.leafCount == UInt64(count))
      #expect(frontier.root == NaiveMerkleTree.root(Self.leaves[..<count]))
    }
  }

  /// The inputs that Certificate Transparency's own tests use, and their roots for 0 to 8 leaves; recomputed with
  /// Python's hashlib from the definition in RFC 6962 section 2.1.
  @Test func theRootsAreThoseOfCertificateTransparency() {
    let inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    let roots = [
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    var frontier = MerkleFrontier()
    #expect(frontier.root == Digest256(hexadecimal: roots[0]))
    for (input, root) in zip(inputs, roots.dropFirst()) {
      frontier.append(leaf: Digest256(hashing: [0x00] + [UInt8](hexadecimal: input)))
      #expect(frontier.root == Digest256(hexadecimal: root))
    }
  }

  @Test func fromItsStoredFormItGoesOnAsBefore() throws {
    var frontier = MerkleFrontier()
    for (index, leaf) in Self.leaves.enumerated() {
      var restored = try #require(
        MerkleFrontier(leafCount: frontier.leafCount, subtreeRoots: frontier.subtreeRoots))
      #expect(restored == frontier)
      frontier.append(leaf: leaf)
      restored.append(leaf: leaf)
      #expect(restored == frontier)
      #expect(restored.root == NaiveMerkleTree.root(Self.leaves[...index]))
    }
  }

  @Test func aStoredFormThatCannotBeIsRefused() {
    let hash = Digest256(hashing: [1])
    #expect(MerkleFrontier(leafCount: 0, subtreeRoots: [hash]) == nil)
    #expect(MerkleFrontier(leafCount: 1, subtreeRoots: []) == nil)
    #expect(MerkleFrontier(leafCount: 2, subtreeRoots: [hash, hash]) == nil)
    #expect(MerkleFrontier(leafCount: 3, subtreeRoots: [hash]) == nil)
    #expect(MerkleFrontier(leafCount: 3, subtreeRoots: [hash, hash]) != nil)
  }
}
