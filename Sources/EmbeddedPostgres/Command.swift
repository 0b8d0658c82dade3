internal import Foundation

/// A program to run to its end, as another user if need be.
struct Command: Sendable {
  let program: URL
  let arguments: [String]
  /// `nil` to run as whoever runs this process.
  let user: SystemUser?

  /// How a program ended.
  struct Ending: Sendable {
    let status: Int32
    /// What it wrote, at most the 64 KiB that a pipe holds.
    let output: String
  }

  /// Runs the program, and waits for it on a thread of its own.
  ///
  /// Not with Foundation's `Process`: that one waits until every descendant has gone which inherited its socket, and
  /// `pg_ctl start` leaves one that stays.
  /// - Throws: `commandFailed` if it could not be started.
  func ending() async throws(ClusterError) -> Ending {
    // As another user the folder that we are in may be out of bounds.
    let words =
      ["/usr/bin/env", "--chdir=/"] + (user.map { ["/usr/bin/setpriv"] + $0.dropArguments } ?? [])
      + [program.path] + arguments
    let result = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Self.runToEnd(words)) }
    }
    guard let result else { throw ClusterError(.commandFailed, "\(program.path) could not be started.") }
    return result
  }

  /// PostgreSQL takes some megabytes for each large statement and gives them back; glibc would return them to the system
  /// every time, and the system clear them anew. A session keeps 32 MiB at most.
  ///
  /// Source: mallopt(3).
  private static let memoryKept = [
    "MALLOC_TRIM_THRESHOLD_=33554432", "MALLOC_MMAP_THRESHOLD_=33554432", "MALLOC_TOP_PAD_=1048576",
  ]

  /// `nil` if the program could not be started.
  private static func runToEnd(_ words: [String]) -> Ending? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    keepDescriptorsToOurselves()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    let arguments = CStrings(words)
    // Nothing of the caller's environment: PGDATA, PGOPTIONS and their like would change what the programs do.
    let environment = CStrings(["PATH=/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"] + Self.memoryKept)
    var processID = pid_t()
    let failure = posix_spawn(&processID, words[0], &actions, nil, arguments.pointers, environment.pointers)
    close(ends[1])
    guard failure == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0 { guard errno == EINTR else { return nil } }
    return Ending(
      status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F, output: whatWasWritten(to: ends[0]))
  }

  /// What stays running must not hold open what others wait to see closed, such as a socket that whoever started us left
  /// to us.
  private static func keepDescriptorsToOurselves() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for descriptor in names.compactMap({ Int32($0) }) where descriptor > STDERR_FILENO {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
  }

  /// What stands in the pipe now. Whoever still holds its other end may write on, unread.
  private static func whatWasWritten(to descriptor: Int32) -> String {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// Runs the program to a good end.
  /// - Throws: `commandFailed` with what it said.
  @discardableResult
  func run() async throws(ClusterError) -> String {
    let ending = try await ending()
    guard ending.status == 0 else {
      throw ClusterError(
        .commandFailed, "\(program.path) failed with status \(ending.status): \(ending.output.suffix(2_000))")
    }
    return ending.output
  }
}

extension SystemUser {
  /// How `setpriv` becomes this user.
  fileprivate var dropArguments: [String] {
    ["--reuid=\(userID)", "--regid=\(groupID)", "--init-groups", "--"]
  }
}

/// Texts as C wants a list of them, freed with this.
private final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}
