internal import Foundation

/// The right to start and stop a cluster, held by one process at a time for as long as this value lives.
///
/// The kernel gives it back when the process dies, however it dies.
final class OwnerLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// - Returns: `nil` if another holds it.
  /// - Throws: `unusableFolder` if the file cannot be made.
  static func take(_ file: URL) throws(ClusterError) -> OwnerLock? {
    // Not inherited: a postmaster that outlives us must not hold it.
    let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ClusterError(.unusableFolder, "\(file.path) cannot be opened: \(String(cString: strerror(errno))).")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    return OwnerLock(descriptor: descriptor)
  }
}
