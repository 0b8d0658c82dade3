import Foundation
import Testing

@testable import EmbeddedPostgres

@Suite("A cluster's files")
struct ClusterFilesTests {
  private let layout = ClusterLayout(dataDirectory: URL(fileURLWithPath: "/srv/it's here", isDirectory: true))

  private func settings(_ extra: [(name: String, value: String)] = []) -> ClusterSettings {
    ClusterSettings(
      layout: layout, socketDirectory: "/run/a,b\"c",
      admitted: [
        SystemUser(name: "root", userID: 0, groupID: 0), SystemUser(name: "postgres", userID: 101, groupID: 104),
      ], extra: extra)
  }

  @Test("Nothing listens on a network, nothing lies about durability, nothing is logged of what sessions say")
  func settingsAreAsTheyMustBe() {
    let lines = Set(settings().settings.split(separator: "\n").map(String.init))
    for line in [
      "listen_addresses = ''", "fsync = 'on'", "synchronous_commit = 'on'", "full_page_writes = 'on'",
      "log_min_messages = 'log'", "log_min_error_statement = 'panic'", "log_error_verbosity = 'terse'",
      "log_parameter_max_length = 0", "log_parameter_max_length_on_error = 0", "log_statement = 'none'",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
  }

  @Test("Quotes and commas in paths are quoted")
  func quotes() {
    #expect(settings().settings.contains("data_directory = '/srv/it''s here/postgres/data'\n"))
    #expect(settings().settings.contains("unix_socket_directories = '\"/run/a,b\"\"c\"'\n"))
    #expect(EmbeddedCluster.shellQuoted("it's") == "'it'\\''s'")
  }

  @Test("Settings of the caller stand last, where they win")
  func extraSettingsWin() {
    #expect(settings([(name: "max_wal_size", value: "128MB")]).settings.hasSuffix("max_wal_size = '128MB'\n"))
  }

  @Test("Only the users named may connect, and only as the superuser")
  func users() {
    #expect(settings().users == "cairn \"root\" cairn\ncairn \"postgres\" cairn\n")
    #expect(settings().hostAccess == "local all all peer map=cairn\n")
  }

  @Test("postmaster.pid names the process and the socket's folder; half of it names nothing")
  func readsPostmasterFile() {
    let whole = "4711\n/data\n1700000000\n5432\n/run/x\n\n  5432001    123456\nready   \n"
    #expect(Postmaster(parsing: whole)?.processID == 4_711)
    #expect(Postmaster(parsing: whole)?.socketDirectory == "/run/x")
    for broken in ["", "4711\n/data\n1700000000\n5432\n", "x\n/data\n1\n5432\n/run/x\n", "1\n/data\n1\n5432\n/run/x\n"]
    {
      #expect(Postmaster(parsing: broken) == nil)
    }
  }

  @Test(
    "The major version is read from what the server says",
    arguments: [
      ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15), ("postgres (PostgreSQL) 18beta1", 18),
    ])
  func majorVersion(output: String, version: Int) {
    #expect(PostgresBinaries.majorVersion(in: output) == version)
    #expect(PostgresBinaries.majorVersion(in: "psql 15") == nil)
  }

  @Test("A socket's address has 107 bytes")
  func socketAddress() {
    #expect(SocketDirectory.fits(String(repeating: "x", count: 107 - "/.s.PGSQL.5432".count)))
    #expect(!SocketDirectory.fits(String(repeating: "x", count: 108 - "/.s.PGSQL.5432".count)))
  }
}
