import ArgumentParser
import Foundation
import Testing

@testable import cairn

@Suite struct SampleCommandTests {
  @Test(arguments: [["--referrals", "-1"], ["--referrals", "10000001"], ["--referrals", "7.5"], []])
  func aNumberThatCannotBeIsRefused(arguments: [String]) {
    #expect(throws: (any Error).self) { try SampleCommand.parse(arguments + ["--seed", "7"]) }
  }

  @Test func theNumbersAreTaken() throws {
    let command = try SampleCommand.parse(["--referrals", "3", "--seed", "18446744073709551615"])
    #expect(command.referrals == 3 && command.seed == .max)
  }
}
