/// One set of a projection's rows, and how far it has come.
package struct Generation: Hashable, Sendable {
  /// The projection's name.
  package let name: String
  /// From 1.
  package let number: Int32
  /// Which form of rows it holds.
  package let form: Int32
  /// Everything up to here is folded in.
  package var position: UInt64
  /// Up to where a pass has come whose parts are folded side by side, and which counts once all have ended; `position` where
  /// there is none.
  package let reached: UInt64
  /// Queries read it.
  package let isLive: Bool
  /// Built only to be compared.
  package let isScratch: Bool
  /// Rises when what it leaves out changes.
  let revision: Int32
  /// Streams that it leaves out from some event on.
  package let parkedStreamCount: Int
}
