import Foundation
import RPC
import Synchronization

/// A proxy on loopback TCP that does to its connections what networks do.
///
/// A thread for each connection, so that a delay or a stall of one concerns no other.
final class ChaosProxy: Sendable {
  /// The protocol of each way, for faults that strike at headers.
  struct Layouts: Sendable {
    let toServer: MessageLayout
    let toClient: MessageLayout

    static let cairn = Layouts(toServer: .cairn, toClient: .cairn)
    static let postgres = Layouts(toServer: .toPostgres, toClient: .fromPostgres)
  }

  let plan = FaultPlan()
  let port: Int
  private let target: SocketName
  private let layouts: Layouts?
  private let listener: Descriptor
  /// Closed at one end to stop: then every poll of the other end returns.
  private let stopReader: Descriptor
  private let stopWriter: Mutex<Descriptor?>
  private let isHeld = Atomic<Bool>(false)

  /// Listens, and forwards to `target`.
  init(to target: SocketName, layouts: Layouts? = nil) throws {
    self.target = target
    self.layouts = layouts
    (listener, port) = try Sockets.listen()
    let (reader, writer) = try Sockets.pipe()
    stopReader = reader
    stopWriter = Mutex(writer)
    let acceptor = Acceptor(
      listener: listener, stop: reader, target: target, layouts: layouts, plan: plan,
      isPaused: { [weak self] in self?.isPaused ?? false })
    Thread.detachNewThread { acceptor.run() }
  }

  deinit { stop() }

  var address: SocketName { .tcp(host: "127.0.0.1", port: port) }

  var isPaused: Bool { isHeld.load(ordering: .relaxed) }

  /// Holds everything back until `resume()`.
  func pause() { isHeld.store(true, ordering: .relaxed) }

  func resume() { isHeld.store(false, ordering: .relaxed) }

  /// Listens no more and ends all connections.
  func stop() { stopWriter.withLock { $0 = nil } }
}

/// Takes a proxy's connections.
private struct Acceptor: Sendable {
  let listener: Descriptor
  let stop: Descriptor
  let target: SocketName
  let layouts: ChaosProxy.Layouts?
  let plan: FaultPlan
  let isPaused: @Sendable () -> Bool

  func run() {
    while Sockets.waitToRead(listener, or: stop) {
      guard let client = Sockets.accept(listener) else { continue }
      // A server that cannot be reached is for the client to see as one that went away.
      guard let server = Sockets.connect(to: target) else { continue }
      let plan = plan
      let stop = stop
      let isPaused = isPaused
      let walks = [layouts?.toServer, layouts?.toClient].map { $0.map(MessageWalk.init) }
      Thread.detachNewThread {
        var connection = ChaosConnection(
          client: client, server: server, stop: stop, plan: plan, isPaused: isPaused, walks: walks)
        connection.run()
      }
    }
  }
}
