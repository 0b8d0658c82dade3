import Foundation

/// A folder of its own for a test, which PostgreSQL's user can reach when the tests run as root.
enum TemporaryDirectory {
  static func make(named name: String) throws -> URL {
    let url = URL(fileURLWithPath: "/tmp/cairn-\(name)-\(UUID().uuidString.prefix(8))", isDirectory: true)
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o711])
    return url
  }
}
