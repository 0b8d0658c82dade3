internal import Cryptography
internal import EventLog
internal import Identifiers

extension HistoryRecord {
  /// Appends its line, with the line feed.
  func appendLine(to line: inout [UInt8]) {
    line.append(text: "{\"step\":\"", stepName, "\",\"at\":")
    line.append(number: at)
    switch step {
    case .invoke(let invocation):
      appendClient(to: &line)
      Self.append(invocation.command, to: &line)
      line.append(text: ",\"payload\":\"")
      line.append(hexadecimal: invocation.payload)
      line.append(text: "\"")
      if !invocation.streams.isEmpty { Self.append(list: invocation.streams, named: "streams", to: &line) }
      if let events = invocation.events { line.append(text: ",\"events\":\(events)") }
    case .ok(let command, let recorded):
      appendClient(to: &line)
      Self.append(command, to: &line)
      line.append(text: ",\"recorded\":[")
      line.append(list: recorded) { $1.append($0) }
      line.append(text: "]")
    case .fail(let command, let status):
      appendClient(to: &line)
      Self.append(command, to: &line)
      line.append(text: ",\"status\":\"", status, "\"")
    case .info(let command):
      appendClient(to: &line)
      Self.append(command, to: &line)
    case .subscribe(let after, let scope):
      appendSubscriber(to: &line)
      line.append(text: ",\"after\":\(after)")
      if !scope.types.isEmpty { Self.append(list: scope.types, named: "types", to: &line) }
      if !scope.streams.isEmpty { Self.append(list: scope.streams, named: "streams", to: &line) }
      if !scope.agencies.isEmpty { Self.append(list: scope.agencies, named: "agencies", to: &line) }
    case .seen(let sighting):
      appendSubscriber(to: &line)
      if let position = sighting.position { line.append(text: ",\"position\":\(position)") }
      if let stream = sighting.stream { line.append(text: ",\"stream\":\"\(stream)\"") }
      if let version = sighting.version { line.append(text: ",\"version\":\(version)") }
      if let command = sighting.command { Self.append(command, to: &line) }
    case .caughtUp(let position):
      appendSubscriber(to: &line)
      line.append(text: ",\"position\":\(position)")
    case .read(let stream, let version, let after):
      appendClient(to: &line)
      line.append(text: ",\"stream\":\"\(stream)\",\"version\":\(version)")
      if let after { line.append(text: ",\"after\":\(after)") }
    }
    line.append(text: "}\n")
  }

  private var stepName: String {
    switch step {
    case .invoke: "invoke"
    case .ok: "ok"
    case .fail: "fail"
    case .info: "info"
    case .subscribe: "subscribe"
    case .seen: "seen"
    case .caughtUp: "caught-up"
    case .read: "read"
    }
  }

  private func appendClient(to line: inout [UInt8]) { line.append(text: ",\"client\":\"", client, "\"") }

  private func appendSubscriber(to line: inout [UInt8]) { line.append(text: ",\"subscriber\":\"", client, "\"") }

  private static func append(_ command: CommandKey, to line: inout [UInt8]) {
    line.append(text: ",\"agency\":\"", command.agencyID, "\",\"command\":\"", command.id.description, "\"")
  }

  private static func append(list: [some CustomStringConvertible], named name: String, to line: inout [UInt8]) {
    line.append(text: ",\"", name, "\":[")
    line.append(list: list) { $1.append(text: "\"", $0.description, "\"") }
    line.append(text: "]")
  }
}

extension [UInt8] {
  fileprivate mutating func append(text pieces: String...) {
    for piece in pieces { append(contentsOf: piece.utf8) }
  }

  fileprivate mutating func append(number: UInt64) {
    append(contentsOf: String(number).utf8)
  }

  fileprivate mutating func append<Item>(list: [Item], _ appendItem: (Item, inout [UInt8]) -> Void) {
    for (index, item) in list.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      appendItem(item, &self)
    }
  }

  fileprivate mutating func append(_ recorded: RecordedStream) {
    append(text: "{\"stream\":\"", recorded.stream.description, "\",\"positions\":[")
    append(list: recorded.positions) { $1.append(number: $0) }
    append(text: "],\"leaves\":[")
    append(list: recorded.leaves) { leaf, line in
      line.append(text: "\"")
      line.append(hexadecimal: leaf)
      line.append(text: "\"")
    }
    append(text: "]}")
  }

  fileprivate mutating func append(hexadecimal digest: Digest256) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * Digest256.byteCount) { digits in
      digest.withUnsafeBytes { bytes in
        for (index, byte) in bytes.enumerated() {
          digits[2 * index] = Digest256.digit(byte >> 4)
          digits[2 * index + 1] = Digest256.digit(byte & 15)
        }
      }
      append(contentsOf: digits)
    }
  }
}

extension Digest256 {
  /// 64 digits, in lower case.
  package var hexadecimal: String {
    var digits: [UInt8] = []
    digits.append(hexadecimal: self)
    return String(decoding: digits, as: UTF8.self)
  }

  fileprivate static func digit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
  }
}
