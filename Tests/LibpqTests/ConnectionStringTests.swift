import Testing

@testable import Libpq

@Suite("Connection strings")
struct ConnectionStringTests {
  @Test("A URL and keywords say the same")
  func bothForms() throws {
    let url = try ConnectionString(parsing: "postgresql://ann@db.example.org:6432/cairn?sslmode=require")
    let keywords = try ConnectionString(
      parsing: "host=db.example.org port=6432 user=ann dbname=cairn sslmode=require")
    #expect(url == keywords)
    #expect(url.database == "cairn")
  }

  @Test("Another database of the same server")
  func otherDatabase() throws {
    let keys = try ConnectionString(parsing: "postgresql://ann@db.example.org/cairn").onDatabase("cairn_keys")
    #expect(keys.values == ["host": "db.example.org", "user": "ann", "dbname": "cairn_keys"])
  }

  @Test("The way to another machine is verified, unless the address says otherwise; to this one it need not be")
  func remote() throws {
    let remote = try ConnectionString(parsing: "postgresql://db.example.org/cairn")
    #expect(remote.verifyingRemoteServer.values["sslmode"] == "verify-full")
    let relaxed = try ConnectionString(parsing: "postgresql://db.example.org/cairn?sslmode=require")
    #expect(relaxed.verifyingRemoteServer.values["sslmode"] == "require")
    for local in ["host=/run/x", "host=127.0.0.1", "host=localhost,::1", "dbname=x"] {
      let address = try ConnectionString(parsing: local)
      #expect(address.isLocal && address.verifyingRemoteServer == address, "\(local)")
    }
    #expect(try !ConnectionString(parsing: "host=127.example.org").isLocal)
    #expect(try !ConnectionString(parsing: "host=localhost,db.example.org").isLocal)
  }

  @Test("Passwords appear in no description and no complaint")
  func hidesPasswords() throws {
    let address = try ConnectionString(parsing: "postgresql://ann:s3cret@db.example.org/cairn")
    #expect(!address.description.contains("s3cret"))
    for wrong in ["postgresql://ann:s3cret@[::1/x", "password=s3cret nonsense", "nonsense"] {
      let error = #expect(throws: PostgresError.self) { try ConnectionString(parsing: wrong) }
      #expect(error?.code == .invalidConfiguration)
      #expect(error?.description.contains("s3cret") == false)
    }
  }
}
