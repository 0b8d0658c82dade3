package import Foundation

/// The folder that holds the migrations of one database.
package struct MigrationFolder: Sendable {
  package let url: URL

  /// The folder at `url`.
  package init(url: URL) {
    self.url = url
  }

  /// The folder `migrations` that belongs to a program: installed beside it as `../share/cairn/migrations`, or in the
  /// working tree that it was built in. `nil` if there is neither.
  package static func root(ofProgram program: URL) -> URL? {
    var directory = program.resolvingSymlinksInPath().deletingLastPathComponent()
    let installed = directory.appending(path: "../share/cairn/migrations").standardizedFileURL
    if isRoot(installed) { return installed }
    while directory.path != "/" {
      let candidate = directory.appending(path: "migrations", directoryHint: .isDirectory)
      if isRoot(candidate) { return candidate }
      directory.deleteLastPathComponent()
    }
    return nil
  }

  private static func isRoot(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: "hub").path)
      && FileManager.default.fileExists(atPath: url.appending(path: "keys").path)
  }

  /// Its files.
  package func migrations() throws(MigrationError) -> [Migration] {
    var migrations: [Migration] = []
    for fileName in try fileNames() {
      let file = url.appending(path: fileName)
      let sql: String
      do { sql = try String(contentsOf: file, encoding: .utf8) } catch {
        throw .unreadable(path: file.path, reason: error.localizedDescription)
      }
      guard let migration = Migration(fileName: fileName, sql: sql) else { throw .misnamed(fileName: fileName) }
      migrations.append(migration)
    }
    return migrations
  }

  private func fileNames() throws(MigrationError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".sql") }.sorted()
    } catch {
      throw .unreadable(path: url.path, reason: error.localizedDescription)
    }
  }
}
