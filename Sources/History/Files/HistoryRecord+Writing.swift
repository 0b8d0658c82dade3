internal import Cryptography
internal import EventLog
internal import Identifiers

extension HistoryRecord {
  /// Its line, with the line feed.
  package var line: String {
    var text = "{\"step\":\"\(stepName)\",\"at\":\(at)"
    switch step {
    case .invoke(let invocation):
      text += clientMember + Self.members(invocation.command) + ",\"payload\":\"\(invocation.payload.hexadecimal)\""
      if !invocation.streams.isEmpty { text += ",\"streams\":" + Self.list(invocation.streams) }
      if let events = invocation.events { text += ",\"events\":\(events)" }
    case .ok(let command, let recorded):
      text += clientMember + Self.members(command)
      text += ",\"recorded\":[" + recorded.map(\.object).joined(separator: ",") + "]"
    case .fail(let command, let status):
      text += clientMember + Self.members(command) + ",\"status\":\"\(status)\""
    case .info(let command): text += clientMember + Self.members(command)
    case .subscribe(let after, let scope):
      text += ",\"subscriber\":\"\(client)\",\"after\":\(after)"
      if !scope.types.isEmpty { text += ",\"types\":" + Self.list(scope.types) }
      if !scope.streams.isEmpty { text += ",\"streams\":" + Self.list(scope.streams) }
      if !scope.agencies.isEmpty { text += ",\"agencies\":" + Self.list(scope.agencies) }
    case .seen(let sighting):
      text += ",\"subscriber\":\"\(client)\""
      if let position = sighting.position { text += ",\"position\":\(position)" }
      if let stream = sighting.stream { text += ",\"stream\":\"\(stream)\"" }
      if let version = sighting.version { text += ",\"version\":\(version)" }
      if let command = sighting.command { text += Self.members(command) }
    case .caughtUp(let position): text += ",\"subscriber\":\"\(client)\",\"position\":\(position)"
    case .read(let stream, let version, let after):
      text += clientMember + ",\"stream\":\"\(stream)\",\"version\":\(version)"
      if let after { text += ",\"after\":\(after)" }
    }
    return text + "}\n"
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

  private var clientMember: String { ",\"client\":\"\(client)\"" }

  private static func members(_ command: CommandKey) -> String {
    ",\"agency\":\"\(command.agencyID)\",\"command\":\"\(command.id)\""
  }

  private static func list(_ texts: [some CustomStringConvertible]) -> String {
    "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }
}

extension RecordedStream {
  fileprivate var object: String {
    let hashes = leaves.map { "\"\($0.hexadecimal)\"" }.joined(separator: ",")
    let places = positions.map { "\($0)" }.joined(separator: ",")
    return "{\"stream\":\"\(stream)\",\"positions\":[\(places)],\"leaves\":[\(hashes)]}"
  }
}

extension Digest256 {
  /// 64 digits, in lower case.
  package var hexadecimal: String {
    String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (index, byte) in bytes.enumerated() {
        text[2 * index] = Self.digit(byte >> 4)
        text[2 * index + 1] = Self.digit(byte & 15)
      }
      return 2 * bytes.count
    }
  }

  private static func digit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
  }
}
