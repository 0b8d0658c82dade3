import Foundation
import Testing

@testable import CairnDomain

/// No rule stands in the table without a test that speaks of it: a refusal by a test of its number, a finding by a way to
/// spoil a referral so that exactly it is made.
///
/// The numbers are read from the tests' own source, so that neither a list has to be kept nor can one be kept wrong.
@Suite struct RuleCoverageTests {
  private let named: Set<String>

  init() throws {
    let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    let files = try #require(
      FileManager.default.enumerator(at: folder.deletingLastPathComponent(), includingPropertiesForKeys: nil))
    var named: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      named.formUnion(Self.numbers(in: try String(contentsOf: file, encoding: .utf8)))
    }
    self.named = named
  }

  /// The numbers of rules that tests have in their names: `rule_8525Q_…` and `rule_C_204_…`.
  static func numbers(in source: String) -> Set<String> {
    let code = source.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    let tests = code.components(separatedBy: "@Test").dropFirst()
    let names = tests.compactMap { $0.firstMatch(of: /func (\w+)/).map { String($0.output.1) } }
    let numbers = names.compactMap { $0.firstMatch(of: /^rule_(\d{4}Q?|C_\d{3})_/).map { String($0.output.1) } }
    return Set(numbers.map { $0.replacing("_", with: "-") })
  }

  @Test func everyRefusalHasATestOfItsNumber() {
    let refusals = RuleSet.current.rules.filter { $0.ruleClass != .finding }.map(\.number)
    #expect(Set(refusals).subtracting(named) == [])
  }

  @Test func everyFindingHasATestOrACase() {
    let findings = RuleSet.current.rules.filter { $0.ruleClass == .finding }.map(\.number)
    #expect(Set(findings).subtracting(named).subtracting(FindingCase.all.map(\.rule.number)) == [])
  }

  @Test func noTestSpeaksOfARuleThatIsNotThere() {
    #expect(named.subtracting(RuleSet.current.rules.map(\.number)) == [])
  }

  @Test func onlyTestsCount() {
    let source = """
      @Test func rule_8525Q_a() {}
      @Test(arguments: ["x"])
      func rule_C_204_b(x: String) {}
      // @Test func rule_C_205_c() {}
      func rule_C_206_d() {}
      @Test func aboutRule_C_207() {}
      """
    #expect(Self.numbers(in: source) == ["8525Q", "C-204"])
  }
}
