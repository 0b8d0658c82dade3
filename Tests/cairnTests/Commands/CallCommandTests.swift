import ArgumentParser
import CairnDomain
import Testing

@testable import cairn

@Suite struct CallCommandTests {
  /// A method that is added to the contract can be called at once.
  @Test func everyMethodThatSomebodyMayCallIsThere() {
    let open = ["/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch"]
    #expect(Set(CallableMethod.all.map(\.path)) == Set(Permission.table.map(\.method) + open))
    #expect(Set(CallableMethod.all.map(\.path)).count == CallableMethod.all.count)
  }

  @Test(arguments: ["CaseService/GetCase", "cairn.v1.CaseService/GetCase", "/cairn.v1.CaseService/GetCase"])
  func aMethodIsFoundByItsName(name: String) throws {
    let method = try #require(CallableMethod.named(name))
    #expect(method.path == "/cairn.v1.CaseService/GetCase" && method.shortName == "CaseService/GetCase")
    #expect(method.request == "cairn.v1.GetCaseRequest" && method.response == "cairn.v1.GetCaseResponse")
  }

  @Test func whoMistakesAMethodIsToldWhichTheyMayMean() throws {
    let unknown = try #require(refusal(["GetCase"]))
    #expect(unknown.contains("The contract has no method GetCase: did you mean CaseService/GetCase?"))
    #expect(try #require(refusal(["PeopleService/Find"])).contains("PeopleService/FindPeople"))
    #expect(try #require(refusal(["x/y"])).contains("see cairn call --list"))
    #expect(refusal([]) != nil && refusal(["CaseService/GetCase", "--list"]) != nil && refusal(["--list"]) == nil)
  }

  private func refusal(_ arguments: [String]) -> String? {
    do {
      _ = try CallCommand.parse(arguments)
      return nil
    } catch {
      return CallCommand.message(for: error)
    }
  }

  @Test func theListSaysWhatAMethodTakesAndWhoMayCallIt() {
    let text = CallCommand.listing(width: 120).joined(separator: "\n")
    #expect(text.contains("CaseService/WatchCases") && text.contains("lines of cairn.v1.CaseChange"))
    #expect(text.contains("lines of cairn.v1.SubmitReferralRequest"))
    #expect(text.contains("data-protection officer of any registered agency"))
  }

  @Test func requestsComeFromTheCommandLineOneByOne() throws {
    let one = try CallInput("{}", isLineByLine: false)
    #expect(try one.next()?.text == "{}" && one.next() == nil)
    let none = try CallInput(nil, isLineByLine: false)
    #expect(try none.next() == nil)
    let lines = try CallInput("{\"a\":1}\n{\"b\":2}", isLineByLine: true)
    #expect(try lines.next()?.text == "{\"a\":1}" && lines.next()?.text == "{\"b\":2}" && lines.next() == nil)
  }
}
