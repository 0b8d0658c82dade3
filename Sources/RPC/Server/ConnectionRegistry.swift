internal import NIOCore
internal import Synchronization

/// The connections of a server: how many there are, and how to reach them all.
final class ConnectionRegistry: Sendable {
  private struct State {
    var channels: [UInt64: any Channel] = [:]
    /// Those of the connections that are known to be somebody's.
    var peers: [UInt64: Peer] = [:]
    var lastNumber: UInt64 = 0
    var isDraining = false
    var whenEmpty: [CheckedContinuation<Void, Never>] = []
  }

  private let connectionsMax: Int
  private let observer: (any CallObserver)?
  private let state = Mutex(State())

  init(connectionsMax: Int, observer: (any CallObserver)?) {
    self.connectionsMax = connectionsMax
    self.observer = observer
  }

  /// How many connections there are.
  var count: Int { state.withLock { $0.channels.count } }

  /// Takes a connection in; `nil` if there are enough, or the server is going away.
  func admit(_ channel: any Channel) -> UInt64? {
    let number: UInt64? = state.withLock { state in
      guard !state.isDraining, state.channels.count < connectionsMax else { return nil }
      state.lastNumber += 1
      state.channels[state.lastNumber] = channel
      return state.lastNumber
    }
    if let number {
      observer?.connectionOpened()
      channel.closeFuture.whenComplete { _ in self.remove(number) }
    }
    return number
  }

  /// It is known who is at the other end of a connection.
  func identified(_ number: UInt64, as peer: Peer) {
    state.withLock { state in
      if state.channels[number] != nil { state.peers[number] = peer }
    }
  }

  /// Ends the connections of peers that the server does not talk to any more.
  func endRefused(by admission: PeerAdmission) {
    let known = state.withLock { state in
      state.peers.compactMap { number, peer in state.channels[number].map { (channel: $0, peer: peer) } }
    }
    for (channel, peer) in known {
      guard let refusal = admission.refusal(peer) else { continue }
      channel.pipeline.fireUserInboundEventTriggered(ConnectionEvent.refuse(refusal))
    }
  }

  /// Asks every connection to end when its calls have ended, and admits no more.
  func drain() {
    let channels = state.withLock { state in
      state.isDraining = true
      return Array(state.channels.values)
    }
    for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ConnectionEvent.drain) }
  }

  /// Closes every connection now.
  func closeAll() {
    let channels = state.withLock { Array($0.channels.values) }
    for channel in channels { channel.close(promise: nil) }
  }

  /// Returns when there are no connections.
  func empty() async {
    await withCheckedContinuation { continuation in
      let isEmpty = state.withLock { state in
        if !state.channels.isEmpty { state.whenEmpty.append(continuation) }
        return state.channels.isEmpty
      }
      if isEmpty { continuation.resume() }
    }
  }

  private func remove(_ number: UInt64) {
    observer?.connectionClosed()
    let waiting = state.withLock { state in
      state.channels[number] = nil
      state.peers[number] = nil
      guard state.channels.isEmpty else { return [CheckedContinuation<Void, Never>]() }
      defer { state.whenEmpty = [] }
      return state.whenEmpty
    }
    for continuation in waiting { continuation.resume() }
  }
}
