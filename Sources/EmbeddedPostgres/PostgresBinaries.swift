internal import Foundation

/// An installed PostgreSQL server.
struct PostgresBinaries: Sendable, Hashable {
  /// The oldest major version that Cairn runs on.
  static let oldestMajorVersion = 15

  let folder: URL
  let majorVersion: Int

  func program(_ name: String) -> URL { folder.appending(path: name) }

  /// Finds the newest installed server, or the one that made a cluster.
  /// - Parameter wanted: The major version of the cluster that is there already, if any.
  /// - Throws: `noBinaries`, saying what to install.
  static func find(majorVersion wanted: Int?) async throws(ClusterError) -> PostgresBinaries {
    var found: [PostgresBinaries] = []
    for folder in await candidates() {
      if let binaries = await examine(folder), !found.contains(binaries) { found.append(binaries) }
    }
    if let wanted {
      if let match = found.first(where: { $0.majorVersion == wanted }) { return match }
      throw ClusterError(
        .noBinaries,
        "The cluster in the data directory was made by PostgreSQL \(wanted), which is not installed. Install it"
          + " (apt-get install postgresql-\(wanted)), or bring the cluster up to date with pg_upgrade.")
    }
    let fitting = found.filter { $0.majorVersion >= oldestMajorVersion }
    if let newest = fitting.max(by: { $0.majorVersion < $1.majorVersion }) { return newest }
    throw ClusterError(
      .noBinaries,
      "No PostgreSQL \(oldestMajorVersion) or later was found in /usr/lib/postgresql/*/bin, by pg_config or in PATH."
        + " Install one (apt-get install postgresql), or name a database with --database.")
  }

  private static func candidates() async -> [URL] {
    let debian = URL(fileURLWithPath: "/usr/lib/postgresql", isDirectory: true)
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: debian.path)) ?? []
    var folders = versions.compactMap { Int($0) }.sorted(by: >).map { debian.appending(path: "\($0)/bin") }
    let path = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
    for folder in path.map({ URL(fileURLWithPath: $0, isDirectory: true) }) {
      let config = folder.appending(path: "pg_config")
      if FileManager.default.isExecutableFile(atPath: config.path),
        let output = try? await Command(program: config, arguments: ["--bindir"], user: nil).run()
      {
        let named = output.trimmingCharacters(in: .whitespacesAndNewlines)
        folders.append(URL(fileURLWithPath: named, isDirectory: true))
      }
    }
    return folders + path.map { URL(fileURLWithPath: $0, isDirectory: true) }
  }

  private static func examine(_ folder: URL) async -> PostgresBinaries? {
    let names = ["postgres", "initdb", "pg_ctl"]
    guard names.allSatisfy({ FileManager.default.isExecutableFile(atPath: folder.appending(path: $0).path) }) else {
      return nil
    }
    let server = Command(program: folder.appending(path: "postgres"), arguments: ["--version"], user: nil)
    guard let output = try? await server.run(), let version = majorVersion(in: output) else { return nil }
    return PostgresBinaries(folder: folder, majorVersion: version)
  }

  /// 15 of `postgres (PostgreSQL) 15.18 (Debian …)`, and of `postgres (PostgreSQL) 15beta1`.
  static func majorVersion(in output: String) -> Int? {
    guard let range = output.range(of: "(PostgreSQL) ") else { return nil }
    return Int(output[range.upperBound...].prefix(while: \.isNumber))
  }
}
