internal import Logging

/// What all connections of a server share.
struct ServerShared: Sendable {
  let configuration: RPCServerConfiguration
  let methods: MethodTable
  let budget: ByteBudget
  let run: UInt32
  let logger: Logger
  let observer: (any CallObserver)?
  /// One for each stream under way, on all connections.
  let streams: ByteBudget
  let faultReports = FaultReports()
}
