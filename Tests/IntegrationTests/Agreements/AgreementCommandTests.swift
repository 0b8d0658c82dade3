import Foundation
import Testing

/// `cairn agreement`, with the example that the handbook tells people to begin with, up to a stranger with OpenSSL alone.
@Suite(.timeLimit(.minutes(3))) struct AgreementCommandTests {
  private static let example =
    URL(fileURLWithPath: #filePath).appending(path: "../../../../examples/agreements/local-hub.json")
    .standardizedFileURL
  private static let parties = [
    ("kingsmere-police", "police"), ("kingsmere-social-care", "social-care"), ("st-marys", "health"),
    ("kingsmere-academies", "education"),
  ]

  private struct Terminal {
    let hub: RunningHub
    let directory: URL

    /// Runs `cairn` to its end, which must be a good one.
    @discardableResult
    func cairn(_ arguments: String..., as identity: String = "hub/data-protection-officer") async throws -> String {
      let ended = try await Program.run(arguments + ["--server", "\(hub.address)", "--as", identity])
      #expect(ended.status == 0, "cairn \(arguments.joined(separator: " ")): \(ended.errors)")
      return ended.output
    }

    func file(_ name: String) -> String { directory.appending(path: name).path }
  }

  private func withTerminal(_ body: (Terminal) async throws -> Void) async throws {
    let directory = try TemporaryDirectory.make(named: "agreements")
    defer { try? FileManager.default.removeItem(at: directory) }
    try await RunningHub.run { hub in
      let terminal = Terminal(hub: hub, directory: directory)
      for (id, kind) in Self.parties {
        try await terminal.cairn("agency", "add", id, "--kind", kind, "--name", id, as: "hub/operator")
      }
      for id in ["hub"] + Self.parties.map(\.0) {
        let made = try await Program.run(["agreement", "key", "--out", terminal.file("\(id).key")])
        #expect(made.status == 0, "\(made.errors)")
        try made.output.write(toFile: terminal.file("\(id).pem"), atomically: true, encoding: .utf8)
        try await terminal.cairn("agency", "signing-key", id, terminal.file("\(id).pem"), as: "hub/operator")
      }
      try await body(terminal)
    }
  }

  private func signAll(_ terminal: Terminal) async throws {
    for id in ["hub"] + Self.parties.map(\.0) {
      try await terminal.cairn(
        "agreement", "sign", "kingsmere-mash", "--key", terminal.file("\(id).key"), as: "\(id)/data-protection-officer")
    }
  }

  @Test func theExampleIsDraftedSignedActiveAndAmended() async throws {
    try await withTerminal { terminal in
      let drafted = try await terminal.cairn("agreement", "draft", Self.example.path)
      #expect(drafted.hasPrefix("Drafted version 1 of kingsmere-mash."))
      try await signAll(terminal)
      let shown = try await terminal.cairn(
        "agreement", "show", "kingsmere-mash", as: "st-marys/single-point-of-contact")
      #expect(shown.contains("State         active") && !shown.contains("not yet"))

      // A second version: health in detail for the hub without asking.
      let text = try String(contentsOf: Self.example, encoding: .utf8).replacing(
        #""categories": ["health-detail", "sexual-health", "intelligence", "finance"],"#,
        with: #""categories": ["sexual-health", "intelligence", "finance"],"#
      ).replacing(
        #""housing", "third-party", "referrer-identity", "childs-voice", "case-progress""#,
        with: #""housing", "third-party", "referrer-identity", "childs-voice", "case-progress", "health-detail""#)
      try text.write(toFile: terminal.file("second.json"), atomically: true, encoding: .utf8)
      try await terminal.cairn("agreement", "draft", terminal.file("second.json"))
      let listed = try await terminal.cairn("agreement", "list")
      #expect(listed.contains("version 2 is coming; to be signed by hub, kingsmere-police"))
      let difference = try await terminal.cairn("agreement", "diff", "kingsmere-mash", "1", "2")
      let changes = difference.split(separator: "\n").filter { $0.contains("health-detail") }
      #expect(changes.count == 2 && changes.allSatisfy { $0.hasPrefix("hub ") && $0.contains("on request  allow") })
      try await signAll(terminal)
      let amended = try await terminal.cairn("agreement", "show", "kingsmere-mash", "--json")
      #expect(amended.contains(#""status":"AGREEMENT_STATUS_ACTIVE""#) && amended.contains(#""version":2"#))

      try await terminal.cairn("agreement", "suspend", "kingsmere-mash", "--because", "breach")
      #expect(try await terminal.cairn("agreement", "list").contains("suspended"))
      try await terminal.cairn("agreement", "resume", "kingsmere-mash", "--because", "closed")
      try await terminal.cairn("agreement", "end", "kingsmere-mash", "--because", "merged")
      #expect(try await terminal.cairn("agreement", "list").contains("ended"))
      let verified = try await Program.run(["projections", "verify", "agreements"] + terminal.hub.dataArguments)
      #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
    }
  }

  @Test func aStrangerVerifiesASignatureWithOpenSSL() async throws {
    try await withTerminal { terminal in
      try await terminal.cairn("agreement", "draft", Self.example.path)
      try await signAll(terminal)
      try await terminal.cairn("agreement", "export", "kingsmere-mash", "--out", terminal.file("signed"))
      func verify(_ party: String, _ signed: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.currentDirectoryURL = terminal.directory.appending(path: "signed")
        process.arguments = [
          "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "\(party).pem", "-sigfile", "\(party).sig", "-in", signed,
        ]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
      }
      var bytes = try Data(contentsOf: terminal.directory.appending(path: "signed/kingsmere-mash-v1.bin"))
      #expect(bytes.starts(with: Array("cairn agreement 1\0".utf8)))
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: terminal.directory.appending(path: "signed/changed.bin"))
      for party in ["hub"] + Self.parties.map(\.0) {
        #expect(try verify(party, "kingsmere-mash-v1.bin") == 0)
        #expect(try verify(party, "changed.bin") != 0)
      }
    }
  }

  @Test func whatCannotBeSignedSaysWhy() async throws {
    try await withTerminal { terminal in
      func refusal(_ arguments: String...) async throws -> (status: Int32, errors: String) {
        let ended = try await Program.run(
          arguments + ["--server", "\(terminal.hub.address)", "--as", "st-marys/data-protection-officer"])
        return (ended.status, ended.errors)
      }
      try await terminal.cairn("agreement", "draft", Self.example.path)
      let wrongKey = try await refusal("agreement", "sign", "kingsmere-mash", "--key", terminal.file("hub.key"))
      #expect(wrongKey.status == 65 && wrongKey.errors.contains("C-266"))
      let key = terminal.file("st-marys.key")
      let other = try await refusal(
        "agreement", "sign", "kingsmere-mash", "--key", key, "--fingerprint", "00000000000000000000")
      #expect(other.status == 64 && other.errors.contains("has the fingerprint"))
      try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: key)
      let open = try await refusal("agreement", "sign", "kingsmere-mash", "--key", key)
      #expect(open.status == 65 && open.errors.contains("chmod 0400"))
      let kept = try await Program.run(["agreement", "key", "--out", key])
      #expect(kept.status == 74 && kept.errors.contains("File exists"))
    }
  }
}
