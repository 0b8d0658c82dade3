import CairnDomain
import Testing

@testable import cairn

@Suite struct FiguresTests {
  @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678"), (-1_234, "-1,234")])
  func thousandsAreSetApart(number: Int, text: String) {
    #expect(Figures.count(number) == text)
  }

  @Test(arguments: [
    (0, 7, "0%"), (1, 1_000, "<1%"), (999, 1_000, "99%"), (7, 7, "100%"), (29, 100, "29%"), (0, 0, "–"),
  ])
  func aHundredPercentIsAll(given: Int, expected: Int, text: String) {
    #expect(Figures.percent(QualityShare(given: given, expected: expected)) == text)
  }

  @Test func ratesHaveOnePlace() {
    #expect(Figures.rate(13.66) == "13.7" && Figures.rate(1_234.5) == "1,234.5" && Figures.rate(nil) == "–")
    #expect(Figures.rate(9.96) == "10.0")
  }

  @Test(arguments: [(0.0, "░░░░"), (0.001, "█░░░"), (0.5, "██░░"), (0.999, "███░"), (1.0, "████")])
  func aBarIsFullOnlyIfNothingIsMissing(fraction: Double, bar: String) {
    #expect(Figures.bar(fraction, width: 4) == bar)
  }

  @Test func oneIsOne() {
    #expect(Figures.count(1, "child", "children") == "1 child" && Figures.count(0, "child", "children") == "0 children")
  }

  @Test(arguments: [(0.0, "0"), (1.5, "1.50"), (-0.25, "-0.25"), (-3.0, "-3"), (99.999, "100"), (12.05, "12.05")])
  func decimalsHaveAPoint(value: Double, text: String) {
    #expect(QualityPage.decimal(value) == text)
  }
}
