internal import Glibc

/// A user of the operating system.
struct SystemUser: Sendable, Hashable {
  let name: String
  let userID: UInt32
  let groupID: UInt32

  /// Whoever runs this process.
  static var current: SystemUser {
    find(userID: geteuid()) ?? SystemUser(name: String(geteuid()), userID: geteuid(), groupID: getegid())
  }

  var isRoot: Bool { userID == 0 }

  static func find(name: String) -> SystemUser? {
    lookUp { entry, buffer, count, result in getpwnam_r(name, entry, buffer, count, result) }
  }

  static func find(userID: UInt32) -> SystemUser? {
    lookUp { entry, buffer, count, result in getpwuid_r(userID, entry, buffer, count, result) }
  }

  private static func lookUp(
    _ find: (
      UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
      UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32
  ) -> SystemUser? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
      guard let start = buffer.baseAddress, find(&entry, start, buffer.count, &found) == 0, found != nil,
        let name = entry.pw_name
      else { return nil }
      return SystemUser(name: String(cString: name), userID: entry.pw_uid, groupID: entry.pw_gid)
    }
  }
}
