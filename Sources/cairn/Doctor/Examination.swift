internal import CairnServer
internal import Cryptography
internal import EmbeddedPostgres
internal import EventLog
internal import Foundation
internal import Libpq

/// What the doctor found about one thing.
struct DoctorFinding: Sendable {
  enum State: String, Sendable {
    case good = "good"
    case look = "look"
    case bad = "BAD"
  }

  let subject: String
  let state: State
  /// What was found, and what to do where it is not good.
  let text: String

  /// One line of JSON.
  var json: String {
    let fields = ["subject": subject, "state": state.rawValue.lowercased(), "text": text]
    let data = try? JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}

/// The doctor's examination: looks, and changes nothing.
struct Examination: Sendable {
  let data: DataOptions

  func findings() async -> [DoctorFinding] {
    [dataFolder, keyFile, disk] + (await databases())
  }

  private var dataFolder: DoctorFinding {
    var isDirectory: ObjCBool = false
    let path = data.directory.path
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      return .init(subject: "data folder", state: .look, text: "\(path) is not there yet: cairn serve makes it.")
    }
    guard isDirectory.boolValue, access(path, R_OK | W_OK | X_OK) == 0 else {
      return .init(
        subject: "data folder", state: .bad,
        text: "\(path) is no folder that you may write to: run as its owner, or name another with --data.")
    }
    return .init(subject: "data folder", state: .good, text: path)
  }

  private var keyFile: DoctorFinding {
    do {
      guard try KeyFile(path: data.keyFile.path).read(random: RandomSource()) != nil else {
        return .init(
          subject: "key file", state: .look,
          text: "\(data.keyFile.path) is not there yet: the first cairn serve makes it.")
      }
      return .init(
        subject: "key file", state: .good, text: "\(data.keyFile.path), readable by its owner alone. Keep a copy safe.")
    } catch {
      return .init(subject: "key file", state: .bad, text: "\(error)")
    }
  }

  private static let freeBytesWanted: Int64 = 1 << 30

  private var disk: DoctorFinding {
    var folder = data.directory
    while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" { folder.deleteLastPathComponent() }
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
    guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
      return .init(subject: "disk", state: .look, text: "The free space of \(folder.path) cannot be read.")
    }
    let text = "\(free >> 20) MiB free at \(folder.path)"
    return free < Self.freeBytesWanted
      ? .init(subject: "disk", state: .bad, text: "\(text): make room, 1024 MiB at least. A full disk stops the hub.")
      : .init(subject: "disk", state: .good, text: text)
  }

  private func databases() async -> [DoctorFinding] {
    do {
      guard let connections = try connections() else {
        return [
          .init(
            subject: "PostgreSQL", state: .look,
            text: "The embedded cluster does not run: cairn serve starts it, or name another with --database.")
        ]
      }
      return await DatabaseExamination(connections: connections).findings()
    } catch {
      return [.init(subject: "PostgreSQL", state: .bad, text: "\(error)")]
    }
  }

  /// `nil` if the embedded cluster does not run.
  private func connections() throws -> [HubDatabase]? {
    if data.database != nil { return try HubDatabases.named(by: data)?.all }
    return try HubDatabases.running(in: data)?.all
  }
}
