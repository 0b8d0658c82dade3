internal import Certificates
internal import NIOCore
internal import NIOSSL
internal import NIOTLS

/// Stands between the handshake and the calls: takes the connection over once it is known who is at the other end.
///
/// The TLS library holds the peer to version and trust root; what its certificate says is read here.
final class TLSAdmission: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  /// What came of a handshake.
  enum Outcome {
    case proven(SystemCertificate, Dialect)
    /// Why the peer is told to go, in which dialect.
    case refused(GoAwayReason, String, Dialect)
  }

  private let timeout: TimeAmount
  private let end: (Outcome) throws -> Void
  private var timer: Scheduled<Void>?

  /// - Parameter end: adds what goes on with the connection behind this handler.
  init(timeoutMilliseconds: Int, end: @escaping (Outcome) throws -> Void) {
    timeout = .milliseconds(Int64(timeoutMilliseconds))
    self.end = end
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case .handshakeCompleted(let negotiated)? = event as? TLSUserEvent else {
      return context.fireUserInboundEventTriggered(event)
    }
    do {
      try end(outcome(context, negotiated))
      context.pipeline.syncOperations.removeHandler(self, promise: nil)
    } catch {
      context.close(promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func outcome(_ context: ChannelHandlerContext, _ negotiated: String?) throws -> Outcome {
    guard let dialect = Dialect(applicationProtocol: negotiated) else {
      let names = Dialect.allCases.map(\.applicationProtocol).joined(separator: " or ")
      return .refused(.unknownProtocol, "offer \(names) as application protocol (ALPN)", .frames)
    }
    let library = try context.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
    guard let certificate = library.peerCertificate else {
      return .refused(.notAdmitted, "show a certificate", dialect)
    }
    do throws(CertificateFault) {
      return .proven(try SystemCertificate(der: (try? certificate.toDERBytes()) ?? []), dialect)
    } catch {
      return .refused(.notAdmitted, "the certificate proves nothing: \(error)", dialect)
    }
  }
}
