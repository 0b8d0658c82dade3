internal import Foundation

/// The folder of the cluster's Unix socket: below the data directory, or in a short place if that path is too long.
enum SocketDirectory {
  /// A Unix socket's address holds 107 bytes, the socket's own name included.
  static let addressBytesMax = 107

  static func fits(_ folder: String) -> Bool {
    "\(folder)/.s.PGSQL.\(ClusterSettings.port)".utf8.count <= addressBytesMax
  }

  /// Makes the folder, entered by `user` alone.
  /// - Throws: `unusableFolder`.
  static func make(_ layout: ClusterLayout, user: SystemUser) throws(ClusterError) -> String {
    try Folder.make(layout.run, mode: 0o700, owner: user)
    if fits(layout.run.path) { return layout.run.path }
    if let recorded = try? String(contentsOf: layout.socketRecord, encoding: .utf8),
      Folder.isPrivate(recorded, owner: user)
    {
      return recorded
    }
    // A fresh name: in a folder that all may write to, a known one could be taken by somebody else first.
    let parent = SystemUser.current.isRoot ? "/run" : "/tmp"
    var template = Array("\(parent)/cairn-XXXXXX".utf8CString)
    guard
      let made = template.withUnsafeMutableBufferPointer({ buffer in
        buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
      })
    else {
      throw ClusterError(.unusableFolder, "No folder for a socket can be made in \(parent).")
    }
    try Folder.make(URL(fileURLWithPath: made, isDirectory: true), mode: 0o700, owner: user)
    do { try made.write(to: layout.socketRecord, atomically: true, encoding: .utf8) } catch {
      throw ClusterError(.unusableFolder, "\(layout.socketRecord.path) cannot be written.", cause: error)
    }
    return made
  }

  /// Removes the short place, if there is one, once nothing uses it.
  static func removeRecorded(_ layout: ClusterLayout) {
    guard let recorded = try? String(contentsOf: layout.socketRecord, encoding: .utf8) else { return }
    // It is empty after a shutdown in good order; anything in it is left alone.
    rmdir(recorded)
    try? FileManager.default.removeItem(at: layout.socketRecord)
  }
}
