internal import Testing

@testable internal import wiregen

/// Each rule of the contract, with a contract that breaks it.
@Suite struct RulesTests {
  static let good = "[(cairn.data) = {category: STRUCTURE, subject: NOBODY}]"

  @Test func aGoodContractPasses() throws {
    let contract = try Contract(
      "message A { string x = 1 \(Self.good); B b = 2 \(Self.good); } message B { repeated uint64 n = 1 \(Self.good); }"
    )
    #expect(contract.complaint("check") == nil)
  }

  @Test(arguments: [
    ("message A { string x = 1; }", "cairn.v1.A.x: has no `(cairn.data)` option"),
    (
      "message A { string x = 1 [(cairn.data) = {subject: NOBODY}]; }",
      "cairn.v1.A.x: its `(cairn.data)` option names no category"
    ),
    (
      "message A { string x = 1 [(cairn.data) = {category: IDENTITY}]; }",
      "cairn.v1.A.x: its `(cairn.data)` option names no subject"
    ),
    (
      "message A { B b = 1 \(good); } message B { C c = 1 \(good); } message C { repeated A a = 1 \(good); }",
      "cairn.v1.C.a: a message may not hold itself (cairn.v1.A -> cairn.v1.B -> cairn.v1.C -> cairn.v1.A)"
    ),
    ("message A { A a = 1 \(good); }", "cairn.v1.A.a: a message may not hold itself"),
    ("message A { optional string x = 1 \(good); }", "cairn.v1.A.x: `optional` is not supported"),
    ("message A { oneof o { string x = 1 \(good); } }", "cairn.v1.A.x: `oneof` is not supported"),
    ("message A { map<string, string> m = 1 \(good); }", "cairn.v1.A.MEntry: maps are not supported"),
    ("message A { message B { } }", "cairn.v1.A.B: move it out"),
    ("message A { enum E { E_UNSPECIFIED = 0; } }", "cairn.v1.A.E: move the enum out"),
    ("message Message { }", "cairn.v1.Message: the name Message is taken"),
    ("message A { string unknown_fields = 1 \(good); }", "cairn.v1.A.unknown_fields: the name is reserved"),
    ("message A { string default = 1 \(good); }", "cairn.v1.A.default: the name is reserved"),
    ("message A { string aB = 1 \(good); }", "cairn.v1.A.aB: the name is not written in lower_snake_case"),
    ("enum E { E_NONE = 0; }", "cairn.v1.E: the first value is E_UNSPECIFIED = 0"),
    ("enum E { E_UNSPECIFIED = 0; RED = 1; }", "cairn.v1.E.RED: begin the name with E_"),
    (
      "enum E { option allow_alias = true; E_UNSPECIFIED = 0; E_A = 1; E_B = 1; }",
      "cairn.v1.E: two names for one number"
    ),
  ])
  func eachRuleNamesWhatBreaksIt(_ body: String, _ complaint: String) throws {
    let said = try #require(try Contract(body).complaint("check"))
    #expect(said.contains(complaint), "\(said)")
  }

  @Test func whatIsStoredIsSealedAlsoInInnerMessages() throws {
    let body = """
      message Stored { Inner i = 1 \(Self.good); string id = 2 \(Self.good); }
      message Inner { string name = 1 [(cairn.data) = {category: IDENTITY, subject: CHILD}];
        string other = 2 [(cairn.data) = {category: IDENTITY, subject: CHILD, sealed: true}]; }
      """
    for file in ["event.proto", "document.proto"] {
      let said = try #require(try Contract(body, file: file).complaint("check"))
      #expect(said.contains("cairn.v1.Inner.name: is stored and of category IDENTITY"))
      #expect(!said.contains("other"))
    }
    #expect(try Contract(body, file: "case.proto").complaint("check") == nil)
  }

  @Test func whoContributesAndHowItIsClassifiedIsOneTextEach() throws {
    let body = """
      message A {
        uint32 a = 1 [(cairn.data) = {category: STRUCTURE, subject: NOBODY, contributor: true}];
        string b = 2 [(cairn.data) = {category: IDENTITY, subject: CHILD, classification: true}];
        string c = 3 [(cairn.data) = {category: STRUCTURE, subject: NOBODY, classification: true}]; }
      """
    let said = try #require(try Contract(body).complaint("check"))
    #expect(said.contains("A.a: `contributor: true` is for") && said.contains("A.b: `classification: true` is for"))
    #expect(!said.contains("A.c:") && said.contains("A: has several fields with `classification: true`"))
  }

  @Test func allFaultsAreNamedAtOnce() throws {
    let said = try #require(try Contract("message A { string x = 1; string y = 2; }").complaint("check"))
    #expect(said.contains("A.x") && said.contains("A.y"))
  }

  @Test func nothingIsGeneratedFromABadContract() throws {
    let contract = try Contract("message A { string x = 1; }")
    #expect(contract.complaint("swift", contract.path("out")) != nil)
    #expect(contract.complaint("lock", contract.path("lock")) != nil)
  }
}
