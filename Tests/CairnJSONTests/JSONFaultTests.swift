internal import CairnJSON
internal import CairnMessages
internal import Testing

/// Every fault is found at once, with its path, and no value is repeated.
@Suite struct JSONFaultTests {
  private static func faults<M: JSONMessage>(_ type: M.Type, _ text: String) throws -> [JSONFault] {
    do {
      _ = try readJSON(type, parsing: text)
      return []
    } catch let error as JSONFaults {
      return error.faults
    }
  }

  @Test func allFaultsComeTogetherInTheOrderOfTheText() throws {
    let faults = try Self.faults(
      SubmitReferralRequest.self,
      """
      {
        "referral": {
          "children": [
            {"name": {"given": 5}, "dateOfBrith": "x"},
            {"dateOfBirthEstimated": "yes", "disabilities": ["NONE", 3]},
            "Ada"
          ],
          "statements": [{"assertion": "ASSERTION_FACTS", "aboutChildren": [-1, 4294967296, 1.5]}],
          "narrative": []
        },
        "context": {"role": true},
        "reciept": 1
      }
      """)
    #expect(
      faults.map(\.path) == [
        "referral.children[0].name.given", "referral.children[0].dateOfBrith",
        "referral.children[1].dateOfBirthEstimated", "referral.children[1].disabilities[1]", "referral.children[2]",
        "referral.statements[0].assertion", "referral.statements[0].aboutChildren[0]",
        "referral.statements[0].aboutChildren[1]", "referral.statements[0].aboutChildren[2]", "referral.narrative",
        "context.role", "reciept",
      ])
    #expect(
      faults.map(\.code) == [
        .wrongType, .unknownField, .wrongType, .wrongType, .wrongType, .unknownEnumName, .wrongType, .wrongType,
        .wrongType, .wrongType, .wrongType, .unknownField,
      ])
  }

  @Test func aNearMissIsSuggested() throws {
    let near = try Self.faults(Child.self, #"{"dateOfBrith": "", "Ethnicity": "", "colour": ""}"#)
    #expect(near[0].message == "no such field: did you mean dateOfBirth?")
    #expect(near[1].message == "no such field: did you mean ethnicity?")
    #expect(near[2].message.hasPrefix("no such field: the fields are name, dateOfBirth, "))
  }

  @Test func anUnknownEnumNameListsTheNamesThereAre() throws {
    let fault = try Self.faults(RagRating.self, #"{"rag": "AMBER"}"#)[0]
    #expect(fault.code == .unknownEnumName)
    #expect(fault.message.hasSuffix("RAG_UNSPECIFIED, RAG_RED, RAG_AMBER, RAG_GREEN"))
    let near = try Self.faults(RagRating.self, #"{"rag": "RAG_AMBR"}"#)[0]
    #expect(near.message.contains("did you mean RAG_AMBER?"))
  }

  @Test func aFieldUnderBothItsNamesIsAFault() throws {
    let faults = try Self.faults(Child.self, #"{"dateOfBirth": "a", "date_of_birth": "b"}"#)
    #expect(faults.map(\.code) == [.givenTwice])
    #expect(faults[0].path == "date_of_birth")
  }

  @Test func noFaultRepeatsAValue() throws {
    let faults = try Self.faults(
      Referral.self,
      #"{"children": "Okonkwo", "statements": [{"assertion": "Okonkwo", "aboutChildren": ["Okonkwo"]}], "narrative": 5}"#
    )
    #expect(faults.count == 4)
    #expect(faults.allSatisfy { !$0.description.contains("Okonkwo") })
  }

  @Test(arguments: [#"a\u0000b"#, "a\0b"])
  func textThatCannotBeEncodedIsAFault(_ text: String) {
    #expect(throws: JSONSyntaxError.self) { try readJSON(RagRating.self, parsing: #"{"rationale": "\#(text)"}"#) }
  }

  @Test func theFirstOfTwoNamesIsRead() throws {
    for text in [
      #"{"dateOfBirth": "a", "date_of_birth": 5, "name": {}}"#,
      #"{"date_of_birth": 5, "name": {}, "dateOfBirth": "a"}"#,
    ] {
      let faults = try Self.faults(Child.self, text)
      #expect(Set(faults.map(\.code)).contains(.givenTwice))
      #expect(faults.contains { $0.code == .wrongType } == text.contains(#"{"date_of_birth""#))
    }
  }

  @Test(arguments: [#""=""#, #""A""#, #""AA=""#, #""AAA=A""#, #""A*==""#, "5", #""AAAA=""#])
  func whatIsNotBase64IsAFault(_ text: String) throws {
    #expect(try Self.faults(LogPart.self, "{\"sha256\": \(text)}").map(\.code) == [.wrongType])
  }

  @Test(arguments: ["0x10", "+5", " 5", "", "5 ", "1e400", "nan", "9223372036854775808", "9007199254740993.0"])
  func whatIsNotAWholeNumberIsAFault(_ text: String) throws {
    #expect(try Self.faults(RagRating.self, "{\"recordedAtUs\": \"\(text)\"}").map(\.code) == [.wrongType])
  }
}
