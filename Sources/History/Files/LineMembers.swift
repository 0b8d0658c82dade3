internal import Cryptography
internal import Identifiers

/// The members that a line's object may have, whatever its step.
struct LineMembers {
  /// Which members there are.
  struct Names: OptionSet {
    let rawValue: UInt32

    static let step = Self(rawValue: 1 << 0)
    static let at = Self(rawValue: 1 << 1)
    static let client = Self(rawValue: 1 << 2)
    static let subscriber = Self(rawValue: 1 << 3)
    static let agency = Self(rawValue: 1 << 4)
    static let command = Self(rawValue: 1 << 5)
    static let payload = Self(rawValue: 1 << 6)
    static let streams = Self(rawValue: 1 << 7)
    static let events = Self(rawValue: 1 << 8)
    static let recorded = Self(rawValue: 1 << 9)
    static let status = Self(rawValue: 1 << 10)
    static let position = Self(rawValue: 1 << 11)
    static let stream = Self(rawValue: 1 << 12)
    static let version = Self(rawValue: 1 << 13)
    static let after = Self(rawValue: 1 << 14)
    static let types = Self(rawValue: 1 << 15)
    static let agencies = Self(rawValue: 1 << 16)

    /// In the order of their bits.
    private static let spelt = [
      "step", "at", "client", "subscriber", "agency", "command", "payload", "streams", "events", "recorded", "status",
      "position", "stream", "version", "after", "types", "agencies",
    ]

    /// Of the first of them; `nil` if there is none.
    var name: String? {
      rawValue == 0 ? nil : Self.spelt[rawValue.trailingZeroBitCount]
    }

    init(rawValue: UInt32) {
      self.rawValue = rawValue
    }

    init?(name: String) {
      guard let bit = Self.spelt.firstIndex(of: name) else { return nil }
      self.init(rawValue: 1 << UInt32(bit))
    }
  }

  var given: Names = []
  var step: String?
  var at: UInt64 = 0
  var client = ""
  var subscriber = ""
  var agency = ""
  var command = Identifier128.nil128
  var payload = Digest256.zero
  var streams: [Identifier128] = []
  var events: UInt64 = 0
  var recorded: [RecordedStream] = []
  var status = ""
  var position: UInt64 = 0
  var stream = Identifier128.nil128
  var version: UInt64 = 0
  var after: UInt64 = 0
  var types: [String] = []
  var agencies: [String] = []

  /// Reads the value of the member `name`.
  mutating func read(_ name: String, from scanner: inout LineScanner) throws(LineFault) {
    guard let member = Names(name: name) else { throw LineFault("a line has no member of that name: see the format") }
    guard given.insert(member).inserted else { throw LineFault("\"\(name)\" is given twice") }
    switch member {
    case .step: step = try scanner.string()
    case .at: at = try scanner.number()
    case .client: client = try scanner.string()
    case .subscriber: subscriber = try scanner.string()
    case .agency: agency = try scanner.string()
    case .command: command = try scanner.id()
    case .payload: payload = try scanner.digest()
    case .streams: streams = try scanner.list { (scanner) throws(LineFault) in try scanner.id() }
    case .events: events = try scanner.number()
    case .recorded: recorded = try scanner.list { (scanner) throws(LineFault) in try scanner.recordedStream() }
    case .status: status = try scanner.string()
    case .position: position = try scanner.number()
    case .stream: stream = try scanner.id()
    case .version: version = try scanner.number()
    case .after: after = try scanner.number()
    case .types: types = try scanner.list { (scanner) throws(LineFault) in try scanner.string() }
    default: agencies = try scanner.list { (scanner) throws(LineFault) in try scanner.string() }
    }
  }
}
