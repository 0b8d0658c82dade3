package import Cryptography
package import EventLog
package import Identifiers

/// One line of a history: what somebody did or was told, and when.
package struct HistoryRecord: Hashable, Sendable {
  /// Nanoseconds of a clock that never runs backwards and that all files of one history share.
  package var at: UInt64
  /// Who: a client, or a subscriber where the step is a subscriber's.
  package var client: String
  package var step: Step

  /// A record of its fields.
  package init(at: UInt64, client: String, step: Step) {
    self.at = at
    self.client = client
    self.step = step
  }

  /// What was done or told.
  package enum Step: Hashable, Sendable {
    /// A command is about to be sent.
    case invoke(Invocation)
    /// It was acknowledged, and recorded as said.
    case ok(CommandKey, recorded: [RecordedStream])
    /// It certainly recorded nothing; `status` is the name of the status it was answered with.
    case fail(CommandKey, status: String)
    /// Nobody knows: no answer, or one that leaves it open.
    case info(CommandKey)
    /// A subscriber begins, or begins again, behind a position.
    case subscribe(after: UInt64, scope: SubscriberScope)
    /// A subscriber was handed an event.
    case seen(Sighting)
    /// A subscriber was handed all that it may see up to a position.
    case caughtUp(position: UInt64)
    /// A read showed a stream as of a version. `after`: the position that the token sent with it stands for.
    case read(stream: Identifier128, version: UInt64, after: UInt64?)
  }
}

/// A command as it is sent.
package struct Invocation: Hashable, Sendable {
  package var command: CommandKey
  /// SHA-256 of the request.
  package var payload: Digest256
  /// Streams that it touches if it is recorded, as far as the client knows.
  package var streams: [Identifier128]
  /// How many events it records, if the client knows.
  package var events: Int?

  /// An invocation of its fields.
  package init(command: CommandKey, payload: Digest256, streams: [Identifier128] = [], events: Int? = nil) {
    self.command = command
    self.payload = payload
    self.streams = streams
    self.events = events
  }
}

/// What a receipt says of one stream.
package struct RecordedStream: Hashable, Sendable {
  package var stream: Identifier128
  /// Of its events, in order.
  package var positions: [UInt64]
  /// One for each position.
  package var leaves: [Digest256]

  /// An entry of its fields.
  package init(stream: Identifier128, positions: [UInt64], leaves: [Digest256]) {
    self.stream = stream
    self.positions = positions
    self.leaves = leaves
  }
}

/// An event as a subscriber saw it: known by its position, or by stream and version where positions are hidden.
package struct Sighting: Hashable, Sendable {
  package var position: UInt64?
  package var stream: Identifier128?
  package var version: UInt64?
  package var command: CommandKey?

  /// A sighting of its fields.
  package init(
    position: UInt64? = nil, stream: Identifier128? = nil, version: UInt64? = nil, command: CommandKey? = nil
  ) {
    self.position = position
    self.stream = stream
    self.version = version
    self.command = command
  }
}

/// Which events a subscriber may see: those that every list that is not empty holds.
package struct SubscriberScope: Hashable, Sendable {
  /// Such as "cairn.v1.CaseOpened".
  package var types: [String]
  package var streams: [Identifier128]
  /// Those that sent the commands.
  package var agencies: [String]

  /// Every event.
  package static let all = SubscriberScope()

  /// A scope of its lists.
  package init(types: [String] = [], streams: [Identifier128] = [], agencies: [String] = []) {
    self.types = types
    self.streams = streams
    self.agencies = agencies
  }
}
