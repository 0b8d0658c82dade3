internal import Foundation
internal import Testing

@testable internal import wiregen

@Suite struct GenerationTests {
  private static let data = "[(cairn.data) = {category: STRUCTURE, subject: NOBODY}]"

  @Test func theStrippedSetNeedsNoOptionsAndKeepsTheRest() throws {
    let contract = try Contract("message A { string x = 1 \(Self.data); repeated uint32 n = 2 \(Self.data); }")
    #expect(contract.complaint("strip", contract.path("stripped.pb")) == nil)
    try Contract.run(
      "protoc",
      [
        "--descriptor_set_in=\(contract.path("stripped.pb"))", "--c_out=\(contract.folder.path)",
        "cairn/v1/thing.proto",
      ])
    let header = try String(contentsOfFile: contract.path("cairn/v1/thing.pb-c.h"), encoding: .utf8)
    #expect(!header.contains("options.pb-c.h"))
    #expect(header.contains("char *x;"))
    let stripped = Schema(
      reading: try DescriptorSet(bytes: [UInt8](Data(contentsOf: URL(fileURLWithPath: contract.path("stripped.pb"))))))
    #expect(stripped.files.map(\.path) == ["cairn/v1/thing.proto"])
    #expect(stripped.messages[0].fields.allSatisfy { $0.data == nil })
  }

  @Test func commentsNamesAndTypesAreTakenOver() throws {
    let contract = try Contract(
      """
      // What an A is.
      // More of it.
      message A {
        // Why x.
        repeated string case_ids = 1 \(Self.data);
        KindOfB kind_of_b = 2 \(Self.data);  // trailing
        B type_url = 3 \(Self.data);
        bool in = 4 \(Self.data);
      }
      message B { }
      enum KindOfB { KIND_OF_B_UNSPECIFIED = 0; KIND_OF_B_NHS_NUMBER = 1; KIND_OF_B_DEFAULT = 2; }
      // Does things.
      service Things {
        rpc GetA(A) returns (B);
        rpc WatchA(A) returns (stream B);
        rpc LoadA(stream A) returns (B);
        rpc TalkA(stream A) returns (stream B);
      }
      """)
    #expect(contract.complaint("swift", contract.path("out")) == nil)
    let path = contract.path("out/Sources/CairnMessages/Generated/cairn.v1.thing.swift")
    let source = try String(contentsOfFile: path, encoding: .utf8)
    for piece in [
      "/// What an A is.\n/// More of it.\npackage struct A: Message {",
      "  /// Why x.\n  package var caseIDs: [String]",
      "  /// trailing\n  package var kindOfB: KindOfB", "  package var typeURL: B?", "  package var `in`: Bool",
      "  case nhsNumber", "  case `default`", "/// Does things.\npackage enum ThingsMethods {",
      "package static let getA = Method<A, B>(path: \"/cairn.v1.Things/GetA\")",
      "package static let watchA = Method<A, B>(path: \"/cairn.v1.Things/WatchA\", kind: .serverStreaming)",
      "package static let loadA = Method<A, B>(path: \"/cairn.v1.Things/LoadA\", kind: .clientStreaming)",
      "package static let talkA = Method<A, B>(path: \"/cairn.v1.Things/TalkA\", kind: .bidirectionalStreaming)",
    ] {
      #expect(source.contains(piece), "\(piece)")
    }
  }

  @Test func whatMayNotBeSeenIsTakenOutByCategory() throws {
    let contract = try Contract(
      """
      service Things { rpc GetA(Asked) returns (A); }
      message Asked { string secret = 1 [(cairn.data) = {category: IDENTITY, subject: CHILD}]; }
      message A {
        string agency_id = 1 [(cairn.data) = {category: STRUCTURE, subject: ORGANISATION, contributor: true}];
        string name = 2 [(cairn.data) = {category: IDENTITY, subject: CHILD}];
        repeated B notes = 3 \(Self.data);
        uint32 age = 4 [(cairn.data) = {category: IDENTITY, subject: CHILD}];
        Plain plain = 5 \(Self.data);
      }
      message B {
        string text = 1 [(cairn.data) = {category: HEALTH_DETAIL, subject: CHILD}];
        string kind = 2 [(cairn.data) = {category: STRUCTURE, subject: NOBODY, classification: true}];
      }
      message Plain { string id = 1 \(Self.data); }
      """)
    #expect(contract.complaint("swift", contract.path("out")) == nil)
    let path = contract.path("out/Sources/CairnMessages/Generated/cairn.v1.thing.categories.swift")
    let source = try String(contentsOfFile: path, encoding: .utf8)
    for piece in [
      "extension A: CategorisedMessage {\n  package static let categories: DataCategorySet = [.healthDetail, .identity]",
      "  package static let holdsContributors = false\n",
      "    [.init(path: \"name\", category: .identity), .init(path: \"age\", category: .identity)]\n"
        + "    + B.categorisedFields.map { $0.under(\"notes\") }\n",
      "  package var contributor: String { agencyID }\n", "  package var classification: String { kind }\n",
      "    if !sight.sees(.identity) {\n      name = \"\"\n      age = 0\n    }\n    sight.limit(&notes)\n  }\n",
    ] {
      #expect(source.contains(piece), "\(piece)")
    }
    #expect(!source.contains("extension Asked") && !source.contains("extension Plain"))
    let categories = try String(
      contentsOfFile: contract.path("out/Sources/CairnMessages/Generated/cairn.options.swift"), encoding: .utf8)
    #expect(categories.contains("  case healthDetail = \"health-detail\"\n") && !categories.contains("structure"))
  }

  @Test func theSameContractGivesTheSameSources() throws {
    let contract = try Contract("message A { string x = 1 \(Self.data); } message B { A a = 1 \(Self.data); }")
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: contract.set)))
    let once = Wiregen.generatedFiles(for: Schema(reading: try DescriptorSet(bytes: bytes)))
    let twice = Wiregen.generatedFiles(for: Schema(reading: try DescriptorSet(bytes: bytes)))
    #expect(once == twice)
  }

  @Test func whatIsNoDescriptorSetIsRefused() throws {
    let contract = try Contract("message A { }")
    try Data([0xff, 0xff]).write(to: URL(fileURLWithPath: contract.set))
    #expect(contract.complaint("check")?.contains("is no descriptor set") == true)
    #expect(throws: GenerationError.self) { try Wiregen.run(["check", contract.path("absent")]) }
    #expect(throws: GenerationError.self) { try Wiregen.run([]) }
    #expect(throws: GenerationError.self) { try Wiregen.run(["frobnicate", contract.set]) }
  }
}
