internal import Foundation
internal import Testing

@testable internal import wiregen

/// What was promised is kept; what is new may come.
@Suite struct BreakingTests {
  private static let data = "[(cairn.data) = {category: STRUCTURE, subject: NOBODY}]"
  private static let first = """
    message A { string x = 1 \(data); uint32 y = 2 \(data); B b = 3 \(data); E e = 4 \(data); }
    message B { } message C { }
    enum E { E_UNSPECIFIED = 0; E_ONE = 1; }
    service S {
      rpc Get(A) returns (B);
      rpc Watch(A) returns (stream B);
      rpc Load(stream A) returns (B);
      rpc Talk(stream A) returns (stream B);
    }
    """

  /// What the generator says of a contract after one text in the first has been replaced.
  private static func complaint(replacing old: String, with new: String) throws -> String? {
    #expect(first.contains(old))
    let earlier = try Contract(first)
    #expect(earlier.complaint("lock", earlier.path("lock")) == nil)
    return try Contract(first.replacing(old, with: new)).complaint("breaking", earlier.path("lock"))
  }

  @Test(arguments: [
    ("string x = 1 \(data);", "", "cairn.v1.A.x: number 1 was removed"),
    ("string x = 1", "string x = 7", "cairn.v1.A.x: had the number 1 and has now 7"),
    ("string x = 1", "bytes x = 1", "cairn.v1.A.x: was string and is now bytes"),
    ("string x = 1", "repeated string x = 1", "cairn.v1.A.x: was string and is now repeated string"),
    ("B b = 3", "C b = 3", "cairn.v1.A.b: was cairn.v1.B and is now cairn.v1.C"),
    ("string x = 1", "string z = 1", "cairn.v1.A.x: its number 1 now belongs to z"),
    ("E_ONE = 1;", "", "cairn.v1.E.E_ONE: number 1 was removed"),
    ("E_ONE = 1;", "E_ONE = 2;", "cairn.v1.E.E_ONE: had the number 1 and has now 2"),
    ("E_ONE = 1;", "E_TWO = 1;", "cairn.v1.E.E_ONE: its number 1 now belongs to E_TWO"),
    ("rpc Get(A) returns (B);", "", "/cairn.v1.S/Get: the method was removed"),
    ("rpc Get(A) returns (B);", "rpc Get(A) returns (C);", "/cairn.v1.S/Get: was cairn.v1.A -> cairn.v1.B and is now"),
    (
      "rpc Get(A) returns (B);", "rpc Get(A) returns (stream B);",
      "/cairn.v1.S/Get: was cairn.v1.A -> cairn.v1.B and is now cairn.v1.A -> stream cairn.v1.B."
    ),
    (
      "rpc Watch(A) returns (stream B);", "rpc Watch(A) returns (B);",
      "/cairn.v1.S/Watch: was cairn.v1.A -> stream cairn.v1.B and is now cairn.v1.A -> cairn.v1.B."
    ),
    (
      "rpc Watch(A) returns (stream B);", "rpc Watch(stream A) returns (B);",
      "/cairn.v1.S/Watch: was cairn.v1.A -> stream cairn.v1.B and is now stream cairn.v1.A -> cairn.v1.B."
    ),
    (
      "rpc Load(stream A) returns (B);", "rpc Load(A) returns (B);",
      "/cairn.v1.S/Load: was stream cairn.v1.A -> cairn.v1.B and is now cairn.v1.A -> cairn.v1.B."
    ),
    (
      "rpc Talk(stream A) returns (stream B);", "rpc Talk(stream C) returns (stream B);",
      "/cairn.v1.S/Talk: was stream cairn.v1.A -> stream cairn.v1.B and is now stream cairn.v1.C -> stream cairn.v1.B."
    ),
    ("rpc Talk(stream A) returns (stream B);", "", "/cairn.v1.S/Talk: the method was removed"),
    ("message C { }", "", "cairn.v1.C: the message was removed"),
  ])
  func aBrokenPromiseIsNamed(_ old: String, _ new: String, _ complaint: String) throws {
    let said = try #require(try Self.complaint(replacing: old, with: new))
    #expect(said.contains(complaint), "\(said)")
  }

  @Test(arguments: [
    ("string x = 1 \(data);", "string x = 1 \(data); string new = 9 \(data);"),
    ("E_ONE = 1;", "E_ONE = 1; E_TWO = 2;"),
    ("message C { }", "message C { } message D { }"),
    ("rpc Get(A) returns (B);", "rpc Get(A) returns (B); rpc Set(A) returns (C);"),
    ("string x = 1 \(data); uint32 y = 2 \(data);", "uint32 y = 2 \(data); string x = 1 \(data);"),
  ])
  func whatIsAddedOrMovedBreaksNothing(_ old: String, _ new: String) throws {
    #expect(try Self.complaint(replacing: old, with: new) == nil)
  }

  @Test func aSpoiltLockIsNamed() throws {
    let contract = try Contract(Self.first)
    try "field nonsense\n".write(toFile: contract.path("lock"), atomically: true, encoding: .utf8)
    #expect(contract.complaint("breaking", contract.path("lock"))?.contains("`field nonsense`") == true)
  }
}
