/// How much a sequencer holds, and when it sends.
package struct SequencerLimits: Hashable, Sendable {
  /// Commands that are decided and not yet on disk, and also callers who wait; one more is refused as overloaded.
  package var waitingCommandsMax = 16_384
  /// Events in a batch; what was decided together may have more. So many come together only where somebody brings in
  /// thousands of commands at once: then the database works through a large batch with less work for each event.
  package var batchEventsMax = 8_192
  /// Bytes of sealed parts in a batch; what was decided together may have more.
  package var batchBytesMax = 16_777_216
  /// Batches on their way to the store at a time: while one is written, the next is under way.
  package var batchesInFlightMax = 2
  /// With a batch on its way already, the next leaves when so many commands wait; there is no timer.
  package var batchCommandsMin = 16
  /// How often a command is decided again after failed batches before it is given up as unavailable.
  package var decisionsMax = 16
  /// After a repeated command id, so many commands are looked up before they are decided: repetitions come in bursts.
  package var lookUpsAfterRepetition = 16_384

  /// The limits as measured best on two cores.
  package init() {}
}
