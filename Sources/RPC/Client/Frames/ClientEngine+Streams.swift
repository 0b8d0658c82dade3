internal import CairnMessages
internal import NIOCore

extension ClientEngine {
  /// Sends the call of a stream.
  func open(_ call: ClientCall, _ core: ClientStreamCore, _ id: UInt32, _ head: [UInt8], _ message: [UInt8]) {
    machine.opened(id, core)
    let outbox = MessageOutbox(
      capacityBytes: configuration.streamSendBytes, messageBytesMax: Int(machine.serverHello.payloadBytesMax),
      onReady: call.onReady)
    // A caller that may not send on the stream finds it finished.
    if !core.kind.streamsRequests { outbox.finish() }
    streams[id] = (core, StreamSender(outbox: outbox) { $0.writeMessageFrame(callID: id, $1) })
    call.opened(core, outbox)
    connection?.sendCall(id, head: head, message: message, isLast: !core.kind.streamsRequests)
  }

  /// The caller has messages for the server, or has finished.
  func isReady(_ token: ClientStateMachine.Token) {
    if let id = machine.id(of: token) { sendRequests(id) }
  }

  func sendRequests(_ id: UInt32) {
    guard let connection, let sender = streams[id]?.sender else { return }
    while connection.isWritable, let credit = machine.creditToSend(id) {
      let cost = connection.sendMessages(id, from: sender, credit: credit)
      guard cost > 0 else { break }
      machine.sent(id, cost: cost)
    }
    if sender.outbox.isSpent {
      if machine.finishedSending(id) { connection.sendLast(id) }
    } else if !connection.isWritable {
      heldBackStreams.insert(id)
    }
  }

  /// There may be room to write again.
  func resumeRequests() {
    guard !heldBackStreams.isEmpty, let connection, connection.isWritable else { return }
    let ids = heldBackStreams
    heldBackStreams = []
    for id in ids { sendRequests(id) }
  }

  /// The caller has read responses: the server may send as much again.
  func taken(_ token: ClientStateMachine.Token, cost: Int) {
    guard let id = machine.id(of: token), let credit = machine.taken(id, cost: cost) else { return }
    connection?.sendWindow(id, credit: credit)
  }

  /// A response of a stream has come.
  func received(_ id: UInt32, _ message: ByteBuffer) throws(FrameFault) {
    guard try machine.receivedMessage(id, messageBytes: message.readableBytes) else { return }
    streams[id]?.core.inbox.append(message)
    // Once for all that come in a burst.
    if wakeable.last != id { wakeable.append(id) }
  }

  func granted(_ id: UInt32, _ credit: UInt32) throws(FrameFault) {
    if try machine.granted(id, Int(credit)) { sendRequests(id) }
  }

  func wakeReaders() {
    guard !wakeable.isEmpty else { return }
    for id in wakeable { streams[id]?.core.inbox.wake() }
    wakeable.removeAll(keepingCapacity: true)
  }

  /// Lets go of what the loop holds for a stream.
  func forget(_ id: UInt32) {
    guard !streams.isEmpty else { return }
    streams[id] = nil
    heldBackStreams.remove(id)
  }
}
