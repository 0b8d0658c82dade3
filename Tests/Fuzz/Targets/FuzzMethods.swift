internal import CairnMessages
internal import NIOCore

@testable internal import RPC

/// What a connection under test can call: a method of each kind.
enum FuzzMethods {
  static let table: MethodTable = {
    var table = MethodTable()
    table.registerImmediateBytes(path: "/t.E/Now") { bytes, context in
      MethodTable.Answer(message: bytes, metadata: context.metadata)
    }
    table.registerBytes(path: "/t.E/Echo") { bytes, _ in MethodTable.Answer(message: bytes) }
    let work: StreamMethod.Work = { inbox, outbox, context in
      outbox.announce(context.metadata)
      while let message = try await inbox.next() { try await outbox.send(Array(message.readableBytesView)) }
      return MethodTable.Answer(message: [])
    }
    table.register(
      path: "/t.E/Talk",
      handler: .stream(StreamMethod(kind: .bidirectionalStreaming, whenGoingAway: .ended, work: work)))
    table.register(
      path: "/t.E/Load", handler: .stream(StreamMethod(kind: .clientStreaming, whenGoingAway: .awaited, work: work)))
    table.register(
      path: "/t.E/Count", handler: .stream(StreamMethod(kind: .serverStreaming, whenGoingAway: .awaited, work: work)))
    table.registerHealth(HealthBoard())
    return table
  }()
}
