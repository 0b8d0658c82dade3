internal import NIOCore

extension GRPCConnection {
  /// A call as long as its HTTP/2 stream is open.
  final class Call {
    let id: UInt32
    let head: GRPCRequestHead
    let entry: MethodTable.Entry
    var reader: GRPCMessageReader
    var window: ReceiveWindow
    /// The one request of a unary call.
    var request: ByteBuffer?
    /// Whether the client has said everything.
    var isComplete = false
    /// Whether the headers of the answer have gone.
    var hasBegunAnswer = false
    /// What the answer holds until the client has taken it.
    var answerBytes = 0
    var stream: Stream?

    init(id: UInt32, head: GRPCRequestHead, entry: MethodTable.Entry, configuration: RPCServerConfiguration) {
      self.id = id
      self.head = head
      self.entry = entry
      reader = GRPCMessageReader(messageBytesMax: configuration.payloadBytesMax)
      window = ReceiveWindow(bytes: configuration.http2StreamWindowBytes)
    }
  }

  /// What a call has beyond that if its method streams.
  struct Stream {
    let whenGoingAway: StreamMethod.GoingAway
    let inbox: MessageInbox
    let sender: StreamSender
    /// What the handler came to, while responses that it sent still wait to go.
    var result: Result<MethodTable.Answer, any Error>?
    /// Requests that have begun to come and were not taken.
    var requestCost = 0
    /// Responses given to HTTP/2 and not taken by the socket.
    var sendingCost = 0
  }
}
