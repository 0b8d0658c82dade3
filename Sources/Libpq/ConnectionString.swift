internal import CLibpq

/// Where a database is and as whom to go there: libpq's keywords and their values.
package struct ConnectionString: Sendable, Hashable, CustomStringConvertible {
  /// By libpq's keyword.
  package private(set) var values: [String: String]

  /// - Parameter values: By libpq's keyword, as in `["host": "/run/x", "dbname": "cairn"]`.
  package init(values: [String: String]) { self.values = values }

  /// Reads a URL (`postgresql://…`) or keywords (`host=… dbname=…`).
  /// - Throws: `invalidConfiguration`, saying what libpq could not read.
  package init(parsing text: String) throws(PostgresError) {
    var complaint: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(text, &complaint) else {
      let reason = complaint.map { String(cString: $0).trimmedOfTrailingNewlines } ?? "out of memory"
      PQfreemem(complaint)
      // libpq quotes the piece it stumbled on, which may be part of a password.
      let shown = text.contains("@") || text.contains("password") ? "" : " libpq says: \(reason)."
      throw PostgresError(
        .invalidConfiguration,
        "The database address is neither a postgresql:// URL nor a list of keyword=value.\(shown)"
          + " Example: postgresql://cairn@db.example.org:5432/cairn")
    }
    defer { PQconninfoFree(options) }
    values = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
  }

  /// The same server and user, another database.
  package func onDatabase(_ name: String) -> ConnectionString { setting("dbname", name) }

  /// The same, with one keyword set.
  package func setting(_ keyword: String, _ value: String) -> ConnectionString {
    var copy = self
    copy.values[keyword] = value
    return copy
  }

  /// The database's name, if it was given.
  package var database: String? { values["dbname"] }

  /// Whether every host is a Unix socket's folder or this machine's loopback.
  package var isLocal: Bool {
    guard let hosts = values["hostaddr"] ?? values["host"] else { return true }
    return hosts.split(separator: ",").allSatisfy { host in
      host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
        || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
    }
  }

  /// The same, and verified TLS wherever the way leads off this machine, unless the address says otherwise itself.
  package var verifyingRemoteServer: ConnectionString {
    isLocal || values["sslmode"] != nil ? self : setting("sslmode", "verify-full")
  }

  /// Host, port and database, without the password.
  package var description: String {
    let host = values["host"] ?? values["hostaddr"] ?? "the default socket"
    return "\(host) port \(values["port"] ?? "5432") database \(values["dbname"] ?? values["user"] ?? "default")"
  }
}

extension String {
  /// Without the newlines that libpq ends its messages with.
  var trimmedOfTrailingNewlines: String {
    var copy = Substring(self)
    while copy.last?.isNewline == true { copy.removeLast() }
    return String(copy)
  }
}
