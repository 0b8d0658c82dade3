package import CairnMessages
package import Identifiers

/// What a command is decided under: who sent it, when it happened, and under which rules.
package struct DecisionContext: Hashable, Sendable {
  /// Who acts.
  package let actor: Actor
  /// The command's own id: one effect per agency and id, for ever.
  package let commandID: Identifier128
  /// When it happened in the world.
  package let occurredAt: Timestamp
  /// The server's clock when it was decided, in microseconds since 1970-01-01T00:00:00Z.
  package let recordedAtMicroseconds: Int64
  /// The version of the rules.
  package let ruleSetVersion: UInt32

  /// Part 0 of every event of the command: public and not personal.
  package func header(for type: EventType) -> EventHeader {
    EventHeader(
      agencyID: actor.agencyID.description, role: actor.role, purpose: actor.purpose, ruleSetVersion: ruleSetVersion,
      schemaVersion: type.schemaVersion)
  }

  /// Whether events of a type have the same header under another context, told by everything that a header is made of: events
  /// in a row are compared by it, not by headers that would have to be made first.
  package func hasSameHeader(as other: DecisionContext) -> Bool {
    actor.agencyID == other.actor.agencyID && actor.role == other.actor.role && actor.purpose == other.actor.purpose
      && ruleSetVersion == other.ruleSetVersion
  }
}

extension DecisionContext {
  /// What the hub's own clocks do.
  ///
  /// - Parameter nowMicroseconds: in the years 0 to 9999.
  init(ofHubsOwn commandID: Identifier128, nowMicroseconds: Int64, rules: RuleSet = .current) {
    guard let now = Timestamp(microseconds: nowMicroseconds) else {
      preconditionFailure("the server's clock stands outside the calendar")
    }
    actor = Actor.hubClock
    self.commandID = commandID
    occurredAt = now
    recordedAtMicroseconds = nowMicroseconds
    ruleSetVersion = rules.version
  }

  /// Reads what a command says about itself, and notes every fault; `nil` if there is one.
  init?(
    validating context: CommandContext?, from caller: Caller, rules: RuleSet = .current, faults: inout Faults
  ) {
    guard let context else {
      faults.add(.required, at: "context")
      return nil
    }
    let commandID = faults.readIdentifier(context.commandID, at: "context.command_id")
    faults.checkLength(context.expectedVersion, bytesMax: Limits.tokenBytesMax, at: "context.expected_version")
    let occurredAt = Self.readOccurredAt(context.occurredAt, nowMicroseconds: caller.nowMicroseconds, faults: &faults)
    let actor = Actor(
      agencyID: caller.agencyID, actingPerson: context.actingPerson, role: context.role, purpose: context.purpose,
      faults: &faults)
    guard let commandID, let occurredAt, let actor else { return nil }
    self.actor = actor
    self.commandID = commandID
    self.occurredAt = occurredAt
    recordedAtMicroseconds = caller.nowMicroseconds
    ruleSetVersion = rules.version
  }

  private static func readOccurredAt(_ text: String, nowMicroseconds: Int64, faults: inout Faults) -> Timestamp? {
    let path = "context.occurred_at"
    guard !text.isEmpty else {
      faults.add(.required, at: path)
      return nil
    }
    guard text.utf8.count <= Limits.timeBytesMax, let occurredAt = Timestamp(text) else {
      faults.add(.readableTime, at: path)
      return nil
    }
    if occurredAt.microseconds > nowMicroseconds + Limits.clockAheadMicroseconds {
      faults.add(.timeNotInFuture, at: path)
    }
    return occurredAt
  }
}
