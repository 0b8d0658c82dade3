/// What commands are decided against: state that may run ahead of the disk.
///
/// The sequencer keeps it under its own lock and tells it what became of the positions it built on.
package protocol SpeculativeMemory: Sendable {
  /// Everything up to `position` is on disk.
  mutating func settle(through position: UInt64)

  /// Nothing after `position` was recorded: whatever rests on it is forgotten.
  mutating func forget(after position: UInt64)
}
