package import CairnMessages

extension Agreement {
  /// What a party signs: "cairn agreement 1", a zero byte, and the agreement in its canonical encoding. The words in front
  /// keep a signature from ever counting for anything else.
  package var signedBytes: [UInt8] {
    Array("cairn agreement 1".utf8) + [0] + encode(self)
  }
}
