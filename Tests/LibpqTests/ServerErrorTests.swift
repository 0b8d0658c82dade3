import Testing

@testable import Libpq

@Suite("Errors of the server")
struct ServerErrorTests {
  @Test("The message is kept only where the class shows that it quotes no value")
  func keepsMessagesWithoutValues() {
    let syntax = ServerError(severity: "ERROR", sqlState: .syntaxError, primaryMessage: "syntax error at or near \"x\"")
    #expect(syntax.message != nil)
    let cast = ServerError(
      severity: "ERROR", sqlState: SQLState(rawValue: "22P02"), primaryMessage: "invalid input syntax: \"Ann Smith\"")
    #expect(cast.message == nil)
    #expect(!"\(cast)".contains("Smith"))
  }

  @Test("Only an ERROR leaves the session, and the certainty that nothing was committed")
  func endsSession() {
    #expect(!ServerError(severity: "ERROR", sqlState: .diskFull, primaryMessage: nil).endsSession)
    #expect(ServerError(severity: "FATAL", sqlState: .adminShutdown, primaryMessage: nil).endsSession)
  }

  @Test(
    "The SQLSTATE is found in libpq's words about a refused connection",
    arguments: [
      ("… failed: FATAL:  3D000: database \"x\" does not exist", "3D000"), ("FATAL:  57P03: starting up", "57P03"),
    ])
  func findsSQLState(text: String, state: String) {
    #expect(Connection.sqlState(in: text) == SQLState(rawValue: state))
  }

  @Test(
    "No SQLSTATE is found where there is none", arguments: ["", "Connection refused", "at:  12: x", "a:  lower: x"])
  func findsNone(text: String) {
    #expect(Connection.sqlState(in: text) == nil)
  }
}
