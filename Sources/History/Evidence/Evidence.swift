internal import Cryptography
internal import EventLog
internal import Identifiers

/// A history and the log that it should have left, packed for a million commands: about 350 bytes for each.
///
/// First everything is taken in, the log and the histories in any order; then ``check(end:knowsAll:)`` judges.
package struct Evidence: Sendable {
  /// An agency's command.
  struct CommandName: Hashable, Sendable {
    let agency: Int32
    let id: Identifier128
  }

  /// An event of the log.
  struct Row: Sendable {
    var position: UInt64
    var recordedAt: Int64
    var version: UInt64
    var eventID: Identifier128
    var leaf: Digest256
    var stream: Int32
    var command: Int32
    var type: Int32
    /// How many events its command recorded; 0 on later events of a command, `unknownMark` where the log does not say.
    var mark: Int32

    static let unknownMark: Int32 = -1
  }

  /// A command sent once, and what its client was told.
  struct Attempt: Sendable {
    enum Outcome: UInt8, Sendable {
      case unknown
      case ok
      /// It was decided that nothing is recorded.
      case refused
      /// Nothing was recorded, and nothing was decided.
      case turnedAway
    }

    var payload: Digest256
    var invokedAt: UInt64
    /// Of the answer; 0 while there is none.
    var endedAt: UInt64 = 0
    var command: Int32
    var client: Int32
    var invokedLine: Int32
    var endedLine: Int32 = 0
    /// Where its answer stands in `answers`.
    var answerStart: Int32 = 0
    var answerCount: Int32 = 0
    var expectedEvents: Int32
    var outcome = Outcome.unknown

    static let unknownCount: Int32 = -1

    /// Whether it certainly recorded nothing.
    var failed: Bool { outcome == .refused || outcome == .turnedAway }
    var answer: Range<Int> { Int(answerStart)..<Int(answerStart + answerCount) }
  }

  /// An event as a receipt tells of it.
  struct Told: Sendable, Equatable {
    var position: UInt64
    var leaf: Digest256
    var stream: Int32
  }

  /// One file's client: clients of the same name in two files are two.
  struct Client: Hashable, Sendable {
    let file: Int32
    let name: String
  }

  /// A read, as its client noted it.
  struct Read: Sendable {
    var client: Int32
    var line: Int32
    var stream: Int32
    var version: UInt64
    var after: UInt64?
  }

  /// What a subscriber noted.
  struct SubscriberStep: Sendable {
    var at: UInt64
    var place: Place
    var step: HistoryRecord.Step
  }

  /// A line of a file.
  struct Place: Hashable, Sendable {
    let file: Int32
    let line: Int32
  }

  struct OpenCall: Hashable, Sendable {
    let client: Int32
    let command: Int32
  }

  var agencies = Interner<String>()
  var types = Interner<String>()
  var commands = Interner<CommandName>()
  var streams = Interner<Identifier128>()
  var rows: [Row] = []
  var frontier = MerkleFrontier()

  var files: [String] = []
  var clients = Interner<Client>()
  /// Of the last line of each client.
  var lastAt: [UInt64] = []
  var attempts: [Attempt] = []
  /// The attempt that waits for its answer.
  var open: [OpenCall: Int32] = [:]
  var answers: [Told] = []
  /// Streams that clients said a command touches.
  var declared: [(attempt: Int32, stream: Int32)] = []
  var reads: [Read] = []
  var subscribers = Interner<String>()
  /// By subscriber.
  var subscriberSteps: [[SubscriberStep]] = []

  /// Nothing yet.
  package init() {}
}
