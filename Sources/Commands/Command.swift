internal import CairnDomain
internal import CairnMessages
internal import EventLog
internal import Identifiers

/// A command on its way to the sequencer: what it reads, and how it is decided. It never changes, and is handed from stage to
/// stage: hence one object.
final class Command: Sendable {
  let context: DecisionContext
  /// Of its canonical encoding.
  let digest: [UInt8]
  /// What it is decided against, besides the agency that sends it.
  let reads: [StreamReference]
  /// The version that the client believes one of these streams has.
  let expected: StreamToken?
  /// How many keys it needs at most for streams that have none yet.
  let freshKeysMax: Int
  /// Decides against the states of the streams that it reads.
  let decide: @Sendable (StreamStates) throws(Rejection) -> [StreamDecision]

  /// What has one effect at most.
  let key: CommandKey

  init(
    context: DecisionContext, digest: [UInt8], reads: [StreamReference], expected: StreamToken?, freshKeysMax: Int,
    decide: @escaping @Sendable (StreamStates) throws(Rejection) -> [StreamDecision]
  ) {
    self.context = context
    self.digest = digest
    self.reads = reads
    self.expected = expected
    self.freshKeysMax = freshKeysMax
    self.decide = decide
    key = CommandKey(agencyID: context.actor.agencyID.description, id: context.commandID)
  }
}

/// The states of the streams that a command reads.
struct StreamStates: Sendable {
  private let states: [(stream: StreamReference, state: StreamState)]

  init(_ states: [(stream: StreamReference, state: StreamState)]) {
    self.states = states
  }

  func agency(_ streamID: Identifier128) -> AgencyDecider.State {
    if case .agency(let state) = state(streamID, .agency) { state } else { AgencyDecider.initial }
  }

  func staff(_ streamID: Identifier128) -> StaffRegister {
    if case .staff(let state) = state(streamID, .staff) { state } else { StaffDecider.initial }
  }

  func agreement(_ streamID: Identifier128) -> AgreementDecider.State {
    if case .agreement(let state) = state(streamID, .agreement) { state } else { AgreementDecider.initial }
  }

  func certificates(_ streamID: Identifier128) -> CertificateRegister {
    if case .certificates(let state) = state(streamID, .certificates) { state } else { CertificateDecider.initial }
  }

  func childCase(_ streamID: Identifier128) -> CaseDecider.State {
    if case .childCase(let state) = state(streamID, .case) { state } else { CaseDecider.initial }
  }

  func referral(_ streamID: Identifier128) -> ReferralDecider.State {
    if case .referral(let state) = state(streamID, .referral) { state } else { ReferralDecider.initial }
  }

  func seals(_ streamID: Identifier128) -> SealedStream {
    guard case .seals(let seals) = state(streamID, .seals) else {
      return SealedStream(id: streamID, seals: SealedStreamDecider.initial)
    }
    return SealedStream(id: streamID, seals: seals)
  }

  private func state(_ streamID: Identifier128, _ kind: StreamKind) -> StreamState? {
    states.first { $0.stream == StreamReference(id: streamID, kind: kind) }?.state
  }
}

/// What a command recorded, now or when it first came.
struct RecordedCommand: Sendable {
  let receipt: Receipt
  /// In order of position.
  let events: [DomainEvent]
}
