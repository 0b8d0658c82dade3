import Testing

@testable import Libpq

@Suite("Configuration")
struct ConfigurationTests {
  @Test("Settings are escaped for the server's option parser, behind those of the address")
  func options() throws {
    var configuration = SessionConfiguration(
      connection: try ConnectionString(parsing: "host=/run/x options='-c work_mem=8MB'"), applicationName: "tests")
    configuration.settings = [("role", "a b\\c")]
    let keywords = Dictionary(uniqueKeysWithValues: configuration.keywords)
    let own = """
      -c client_min_messages=warning -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 \
      -c tcp_user_timeout=20000
      """
    #expect(keywords["options"] == "-c work_mem=8MB \(own) -c role=a\\ b\\\\c")
    #expect(keywords["application_name"] == "tests")
    #expect(keywords["tcp_user_timeout"] == "20000")
  }

  @Test("Pauses double up to their limit, and chance spreads their upper half")
  func pauses() {
    let connection = ConnectionString(values: [:])
    var configuration = SessionPool.Configuration(
      session: SessionConfiguration(connection: connection, applicationName: "tests"), jitter: { 0 })
    configuration.backoffMilliseconds = 100
    configuration.backoffMillisecondsMax = 1_000
    #expect((0...5).map { configuration.pauseMilliseconds(attempt: $0) } == [50, 100, 200, 400, 500, 500])
    #expect(configuration.pauseMilliseconds(attempt: .max) == 500)
    configuration.jitter = { 1 }
    #expect(configuration.pauseMilliseconds(attempt: 1) == 200)
    #expect(configuration.pauseMilliseconds(attempt: 9) == 1_000)
  }
}
