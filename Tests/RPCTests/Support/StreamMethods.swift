internal import CairnCodec
internal import CairnMessages
internal import NIOCore

@testable internal import RPC

/// Methods that stream, with the contract's smallest message going both ways.
enum StreamMethods {
  typealias Piece = Metadatum

  /// As many responses as the request has bytes, each with its number as its key and the request as its value.
  static let count = Method<Piece, Piece>(path: "/test.Stream/Count", kind: .serverStreaming)
  /// How many requests came, as the key, and the last one's value.
  static let gather = Method<Piece, Piece>(path: "/test.Stream/Gather", kind: .clientStreaming)
  /// Each request as a response.
  static let echo = Method<Piece, Piece>(path: "/test.Stream/Echo", kind: .bidirectionalStreaming)
  /// Whatever a test makes of it.
  static let watch = Method<Piece, Piece>(path: "/test.Stream/Watch", kind: .serverStreaming)
  /// Whatever a test makes of it.
  static let load = Method<Piece, Piece>(path: "/test.Stream/Load", kind: .clientStreaming)
  /// Whatever a test makes of it.
  static let talk = Method<Piece, Piece>(path: "/test.Stream/Talk", kind: .bidirectionalStreaming)

  static func piece(_ number: Int, bytes: Int = 0) -> Piece {
    Piece(key: String(number), value: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: bytes))
  }
}

extension MethodTable {
  static var streams: MethodTable {
    var table = MethodTable.echo
    table.registerServerStream(StreamMethods.count) { request, responses, _ in
      for number in 0..<request.value.count { try await responses.send(Metadatum(key: String(number))) }
    }
    table.registerClientStream(StreamMethods.gather) { requests, _ in
      var count = 0
      var last = Metadatum()
      for try await request in requests {
        guard request.key == String(count) else { throw RPCError(.dataLoss, "\(request.key) came as \(count)") }
        count += 1
        last = request
      }
      return Metadatum(key: String(count), value: last.value)
    }
    table.registerStream(StreamMethods.echo) { requests, responses, _ in
      for try await request in requests { try await responses.send(request) }
    }
    return table
  }
}

extension RawSocket {
  /// Opens a call whose requests follow.
  func open(_ id: UInt32, _ path: String, timeoutMicroseconds: UInt64 = 0) {
    let request = UnaryRequest(path: path, metadata: Metadata(), message: [])
    let head = request.head(timeoutNanoseconds: timeoutMicroseconds == 0 ? nil : timeoutMicroseconds * 1_000)
    send { $0.writeFrame(.call, callID: id, head: head) }
  }

  /// Sends a message on a stream.
  @discardableResult
  func message(_ id: UInt32, _ bytes: [UInt8] = []) -> Bool {
    send { $0.writeFrame(.message, callID: id, message: bytes) }
  }

  /// Says that no more messages come.
  func last(_ id: UInt32) { send { $0.writeFrame(.message, flags: FrameFlag.last, callID: id) } }

  /// Gives credit.
  func window(_ id: UInt32, _ credit: UInt32) { send { $0.writeWindow(callID: id, credit: credit) } }

  /// Sends a ping and gives the frames that come before its pong.
  func framesBeforePong() throws -> [Frame] {
    send { $0.writeFrame(.ping, message: [UInt8](repeating: 7, count: 8)) }
    var frames: [Frame] = []
    while let frame = try frame(), frame.type != .pong { frames.append(frame) }
    return frames
  }

  /// The frames until their messages cost so much on a stream.
  func messages(cost: Int) throws -> [Frame] {
    var frames: [Frame] = []
    while frames.cost < cost, let frame = try frame() { frames.append(frame) }
    return frames
  }
}

extension [Frame] {
  /// What the messages among them cost.
  var cost: Int { reduce(0) { $0 + ($1.type == .message ? FrameHeader.byteCount + $1.message.count : 0) } }
}

extension ResponseStream {
  /// All that are left.
  func all() async throws -> [Element] {
    var elements: [Element] = []
    for try await element in self { elements.append(element) }
    return elements
  }
}
