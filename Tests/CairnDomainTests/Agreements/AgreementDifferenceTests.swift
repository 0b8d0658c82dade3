import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct AgreementDifferenceTests {
  @Test func aMatrixThatIsWrittenOtherwiseAndSaysTheSameMakesNoDifference() {
    let before = Samples.agreement
    var after = before
    after.version = 2
    after.matrix = [
      Samples.cell(["identity"], to: ["met"], .allow), Samples.cell(["health-summary"], to: ["met"], .allow),
      Samples.cell(["health-detail"], to: ["met"], .onRequest), Samples.cell(["finance"], to: [], .withhold),
    ]
    #expect(AgreementDifference(from: before, to: after).isEmpty)
  }

  @Test func whoIsGivenMoreOrLessIsNamed() {
    let before = Samples.agreement
    var after = before
    after.matrix = [
      Samples.cell(["identity", "health-detail"], to: ["met"], .allow),
      Samples.cell(["identity"], to: ["hub"], .onRequest),
    ]
    let sharing = AgreementDifference(from: before, to: after).sharing
    #expect(
      sharing.map { change in
        "\(change.recipientID) \(change.capacity.role) \(change.capacity.purpose) \(change.categories.categories.map(\.rawValue)) "
          + "\(change.before) \(change.after)"
      } == [
        "hub singlePointOfContact child-safeguarding [\"identity\"] withhold onRequest",
        "met singlePointOfContact child-safeguarding [\"health-summary\"] allow withhold",
        "met singlePointOfContact child-safeguarding [\"health-detail\"] onRequest allow",
      ])
  }

  @Test func whoLeavesIsGivenNothing() {
    let before = Samples.agreement
    var after = before
    after.parties.remove(at: 1)
    after.matrix = [Samples.cell(["identity", "health-summary"], to: [], .allow)]
    let difference = AgreementDifference(from: before, to: after)
    #expect(difference.terms.map(\.name) == ["Party met"] && difference.terms[0].after.isEmpty)
    let met = difference.sharing.filter { $0.recipientID == "met" }
    #expect(met.map(\.after) == [.withhold, .withhold])
    #expect(met.map(\.before) == [.allow, .onRequest])
  }

  @Test func termsThatReadOtherwiseAreNamed() {
    let before = Samples.agreement
    var after = before
    after.title = "Another"
    after.expiresOn = ""
    after.subjectClasses.append(SubjectClass(name: "adults", retention: "7 years"))
    after.parties[2].capacity = .controller
    #expect(
      AgreementDifference(from: before, to: after).terms.map { "\($0.name): \($0.before) > \($0.after)" } == [
        "Title: Kingsmere hub > Another", "Last day: 2028-10-31 > no fixed end",
        "Party st-marys: Organisation st-marys; processor; by statute; dpo@st-marys.example > "
          + "Organisation st-marys; controller; by statute; dpo@st-marys.example",
        "Kept: adults:  > 7 years",
      ])
  }
}
