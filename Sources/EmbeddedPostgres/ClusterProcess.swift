internal import Foundation

/// A process of PostgreSQL, as the kernel shows it.
struct ClusterProcess: Sendable, Hashable {
  let processID: Int32
  /// Every process of a cluster works in its data directory.
  private let workingDirectory: String

  /// - Returns: `nil` if there is none, it is dead and not yet buried, or it is no `postgres`.
  init?(_ processID: Int32) {
    guard let stat = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8),
      let end = stat.lastIndex(of: ")"), stat[..<end].hasSuffix("(postgres"),
      let state = stat[end...].dropFirst(2).first, state != "Z", state != "X",
      let directory = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(processID)/cwd")
    else { return nil }
    self.processID = processID
    workingDirectory = directory
  }

  func works(in data: URL) -> Bool { workingDirectory == data.resolvingSymlinksInPath().path }

  /// All of them that work in a data directory.
  static func all(in data: URL) -> [ClusterProcess] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.compactMap { ClusterProcess($0) }.filter { $0.works(in: data) }
  }
}
