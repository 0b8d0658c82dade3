import Foundation
import RPC

/// Says what it is told, or something else, to test with. It runs until it is let go of.
final class EchoServer: Sendable {
  let address: SocketName
  private let stopReader: Descriptor
  private let stopWriter: Descriptor

  /// - Parameter answer: what a connection is told, given its bytes so far and those that just came.
  init(
    answer: @escaping @Sendable (_ before: [UInt8], _ now: [UInt8]) -> [UInt8] = { $1 }
  ) throws {
    let (listener, port) = try Sockets.listen()
    address = .tcp(host: "127.0.0.1", port: port)
    (stopReader, stopWriter) = try Sockets.pipe()
    let stop = stopReader
    Thread.detachNewThread {
      while Sockets.waitToRead(listener, or: stop) {
        guard let peer = Sockets.accept(listener) else { continue }
        Thread.detachNewThread { Self.serve(peer, until: stop, answer) }
      }
    }
  }

  private static func serve(
    _ peer: Descriptor, until stop: Descriptor, _ answer: @Sendable ([UInt8], [UInt8]) -> [UInt8]
  ) {
    var before: [UInt8] = []
    while Sockets.waitToRead(peer, or: stop) {
      switch Sockets.receive(peer, max: 4_096) {
      case .nothing: continue
      case .ended, .lost: return
      case .bytes(let bytes):
        let told = answer(before, bytes)
        before += bytes
        guard Sockets.send(told[...], over: peer) == told.count else { return }
      }
    }
  }
}

/// One end of a connection, which waits for what it expects.
struct TestSocket {
  private let descriptor: Descriptor

  struct NotConnected: Error {}

  init(_ address: SocketName) throws {
    guard let descriptor = Sockets.connect(to: address) else { throw NotConnected() }
    self.descriptor = descriptor
  }

  func send(_ bytes: [UInt8]) -> Bool { Sockets.send(bytes[...], over: descriptor) == bytes.count }

  /// Waits for so many bytes, or for the end.
  func receive(_ count: Int) -> (bytes: [UInt8], end: Sockets.Received) {
    var received: [UInt8] = []
    while received.count < count {
      wait(milliseconds: 10_000)
      switch Sockets.receive(descriptor, max: count - received.count) {
      case .bytes(let bytes): received += bytes
      case let end: return (received, end)
      }
    }
    return (received, .nothing)
  }

  /// What has come by now.
  func receiveAtOnce() -> Sockets.Received { Sockets.receive(descriptor, max: 4_096) }

  private func wait(milliseconds: Int32) {
    var polled = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
    poll(&polled, 1, milliseconds)
  }
}
