internal import NIOHTTP1

/// What is answered to a request.
struct OperationsAnswer {
  var status: HTTPResponseStatus
  var type = "text/plain; charset=utf-8"
  var body: String
  var allow: String?

  /// Every path and method but those that there are is refused alike, whatever else the request says.
  init(to head: HTTPRequestHead, from pages: OperationsPages) {
    let path = head.uri.prefix { $0 != "?" }
    guard ["/metrics", "/livez", "/readyz"].contains(path) else {
      (status, body) = (.notFound, "there are /metrics, /livez and /readyz\n")
      return
    }
    guard head.method == .GET else {
      (status, body, allow) = (.methodNotAllowed, "GET only\n", "GET")
      return
    }
    switch path {
    case "/metrics": (status, type, body) = (.ok, pages.metricsType, pages.metrics())
    case "/livez": (status, body) = (.ok, "ok\n")
    default:
      let obstacles = pages.obstacles()
      (status, body) = obstacles.isEmpty ? (.ok, "ok\n") : (.serviceUnavailable, obstacles.map { $0 + "\n" }.joined())
    }
  }
}
