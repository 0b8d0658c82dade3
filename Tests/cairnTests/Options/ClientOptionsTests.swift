import ArgumentParser
import RPC
import Testing

@testable import cairn

@Suite struct ClientOptionsTests {
  @Test func theOperatorUsesTheSocketAndOthersTheLoopback() throws {
    let options = try ClientOptions.parse(["--data", "/srv/hub"])
    let screener = try #require(Identity(argument: "hub/screener"))
    #expect(try options.address(for: .hubOperator) == .unix(path: "/srv/hub/cairn.sock"))
    #expect(try options.address(for: screener) == .tcp(host: "127.0.0.1", port: 7_400))
  }

  @Test func anAddressThatIsGivenHoldsForEverybody() throws {
    let options = try ClientOptions.parse(["--server", "[::1]:7401"])
    #expect(try options.address(for: .hubOperator) == .tcp(host: "::1", port: 7_401))
  }

  @Test func anAddressThatIsNoneIsAUsageError() throws {
    let options = try ClientOptions.parse(["--server", "somewhere"])
    #expect(throws: ValidationError.self) { try options.address(for: .hubOperator) }
  }

  @Test func commandsOnContentAskWhoActs() throws {
    #expect(throws: ValidationError.self) { try ClientOptions.parse([]).requiredIdentity() }
    #expect(try ClientOptions.parse(["--as", "met/referrer"]).requiredIdentity().description == "met/referrer")
  }
}
