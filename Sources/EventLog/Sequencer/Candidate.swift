/// A command that asks for its place in the log.
package struct Candidate<Memory: SpeculativeMemory, Draft: Sendable, Refusal: Sendable>: Sendable {
  package let command: CommandKey
  /// Keyed digest of the command's content: tells a repetition from another command under the same id.
  package let digest: [UInt8]
  /// Runs under the sequencer's lock, maybe several times; does no more than decide.
  package let decide: @Sendable (inout Memory, _ firstPosition: UInt64) -> Proposal<Draft, Refusal>

  /// A candidate of its fields.
  package init(
    _ command: CommandKey, digest: [UInt8],
    decide: @escaping @Sendable (inout Memory, _ firstPosition: UInt64) -> Proposal<Draft, Refusal>
  ) {
    self.command = command
    self.digest = digest
    self.decide = decide
  }
}
