internal import CoreMetrics
internal import RPC

/// Measures calls and connections. All series are there from the start, so that the first error shows as a rise from 0.
struct CallMeasurements: CallObserver {
  /// By the method's number, then by the status code's.
  private let ended: [[Counter]]
  /// By the status code's number.
  private let refused: [Counter]
  /// By the method's number.
  private let durations: [Timer]
  private let inFlight: Meter
  private let connections: Meter

  init(methods: [String], factory: any MetricsFactory) {
    func counters(_ method: String) -> [Counter] {
      StatusCode.allCases.map { code in
        Counter(
          label: HubMetrics.calls, dimensions: [(HubMetrics.method, method), (HubMetrics.code, code.name)],
          factory: factory)
      }
    }
    ended = methods.map(counters)
    refused = counters("")
    durations = methods.map {
      Timer(label: HubMetrics.callDuration, dimensions: [(HubMetrics.method, $0)], factory: factory)
    }
    inFlight = Meter(label: HubMetrics.callsInFlight, factory: factory)
    connections = Meter(label: HubMetrics.connections, factory: factory)
  }

  func connectionOpened() { connections.increment() }

  func connectionClosed() { connections.decrement() }

  func callBegan() { inFlight.increment() }

  func callEnded(method: Int, code: StatusCode, nanoseconds: UInt64) {
    inFlight.decrement()
    ended[method][Int(code.rawValue)].increment()
    durations[method].recordNanoseconds(Int64(clamping: nanoseconds))
  }

  func callRefused(code: StatusCode) { refused[Int(code.rawValue)].increment() }
}
