internal import Glibc

/// A file that its owner alone may read, made whole or not at all.
package struct PrivateFile: Sendable {
  let path: String

  /// The file at `path`.
  package init(path: String) { self.path = path }

  /// What the file holds, `bytesMax` bytes at most.
  ///
  /// - Returns: `nil` if there is no file.
  package func read(bytesMax: Int) throws(KeyFile.Failure) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .cannotRead(path: path, reason: Self.reason)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path, reason: Self.reason) }
    guard status.st_mode & 0o077 == 0 else {
      throw .readableByOthers(path: path, mode: String(status.st_mode & 0o777, radix: 8))
    }
    var buffer = [UInt8](repeating: 0, count: bytesMax)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { throw .cannotRead(path: path, reason: Self.reason) }
    return Array(buffer.prefix(count))
  }

  /// Makes the file, or puts another in its place, with mode 0400; on disk when this returns.
  ///
  /// - Parameter replaces: whether there may be one already.
  package func write(_ bytes: [UInt8], replaces: Bool = false) throws(KeyFile.Failure) {
    let draft = "\(path).new"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o400)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: Self.reason) }
    defer { close(descriptor) }
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
      // A link takes the place of nothing.
      replaces ? rename(draft, path) == 0 : link(draft, path) == 0 && unlink(draft) == 0
    else {
      let reason = Self.reason
      unlink(draft)
      throw .cannotWrite(path: path, reason: reason)
    }
    try syncFolder()
  }

  private func syncFolder() throws(KeyFile.Failure) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: Self.reason) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, reason: Self.reason) }
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
