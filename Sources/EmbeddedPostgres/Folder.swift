internal import Foundation

/// Folders with the owner and mode that they must have.
enum Folder {
  /// Makes a folder and those above it, or brings an existing one to this owner and mode.
  /// - Throws: `unusableFolder`, naming it.
  static func make(_ url: URL, mode: mode_t, owner: SystemUser) throws(ClusterError) {
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: Int(mode)])
    } catch {
      throw ClusterError(.unusableFolder, "The folder \(url.path) cannot be made.", cause: error)
    }
    // Through a descriptor that follows no link: the folder above may be another's.
    let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw unusable(url) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unusable(url) }
    if status.st_uid != owner.userID {
      guard fchown(descriptor, owner.userID, owner.groupID) == 0 else { throw unusable(url) }
    }
    guard fchmod(descriptor, mode) == 0 else { throw unusable(url) }
  }

  /// Whether a folder is there and nobody but `owner` (and root) can enter it.
  static func isPrivate(_ path: String, owner: SystemUser) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == owner.userID && status.st_mode & 0o077 == 0
  }

  /// Who owns a folder; `nil` if it is not there.
  static func ownerID(_ url: URL) -> UInt32? {
    var status = stat()
    return lstat(url.path, &status) == 0 ? status.st_uid : nil
  }

  private static func unusable(_ url: URL) -> ClusterError {
    ClusterError(.unusableFolder, "The folder \(url.path) cannot be used: \(String(cString: strerror(errno))).")
  }
}
