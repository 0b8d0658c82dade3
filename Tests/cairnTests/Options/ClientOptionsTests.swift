import ArgumentParser
import Testing

@testable import cairn

@Suite struct ClientOptionsTests {
  @Test func theOperatorUsesTheSocketAndOthersTheLoopback() throws {
    let options = try ClientOptions.parse(["--data", "/srv/hub"])
    let screener = try #require(Identity(argument: "hub/screener"))
    #expect(try String(describing: options.address(for: .hubOperator)) == "unix:/srv/hub/cairn.sock")
    #expect(try String(describing: options.address(for: screener)) == "127.0.0.1:7400")
  }

  @Test func anAddressThatIsGivenHoldsForEverybody() throws {
    let options = try ClientOptions.parse(["--server", "[::1]:7401"])
    #expect(try String(describing: options.address(for: .hubOperator)) == "[::1]:7401")
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
