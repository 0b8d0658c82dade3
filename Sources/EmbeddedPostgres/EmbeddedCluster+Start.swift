internal import Foundation
internal import Logging

extension EmbeddedCluster {
  /// As the owner: adopts what runs, or makes and starts what does not.
  func bringUp() async throws(ClusterError) {
    if let running = Postmaster.running(layout) {
      logger.info("adopting the PostgreSQL that runs already", metadata: ["process": "\(running.processID)"])
      try await waitUntilReady(running)
      postmaster = running
      return
    }
    let user = try clusterUser()
    let dropTo = user == .current ? nil : user
    let binaries = try await PostgresBinaries.find(majorVersion: try clusterVersion())
    try await checkReach(as: dropTo)
    if Folder.ownerID(layout.data) == nil { try await make(binaries, user: user, dropTo: dropTo) }
    try await waitForOrphans()
    try writeSettings(user: user)
    try await launch(binaries, dropTo: dropTo)
  }

  private func launch(_ binaries: PostgresBinaries, dropTo: SystemUser?) async throws(ClusterError) {
    // It would grow with every start. Removing follows no link, so that is safe in PostgreSQL's own folder.
    unlink(layout.startLog.path)
    // pg_ctl puts the server into a session of its own: Ctrl-C at our terminal is ours alone.
    let seconds = max(1, configuration.startTimeout.components.seconds)
    let command = Command(
      program: binaries.program("pg_ctl"),
      arguments: [
        "start", "--pgdata=\(layout.data.path)", "--silent", "--wait", "--timeout=\(seconds)",
        "--log=\(layout.startLog.path)", "--options=-c config_file=\(Self.shellQuoted(layout.settingsFile.path))",
      ], user: dropTo)
    let ending = try await command.ending()
    guard ending.status == 0, let running = Postmaster.running(layout) else {
      throw ClusterError(
        .notReady,
        "PostgreSQL did not start: \(ending.output.suffix(1_000)) Look at \(layout.startLog.path) and at"
          + " \(layout.data.path)/log. Its last words: \(lastWords)")
    }
    try await waitUntilReady(running)
    postmaster = running
    logger.info("PostgreSQL has been started", metadata: ["process": "\(running.processID)"])
  }

  /// The end of what PostgreSQL said before its own log was open.
  private var lastWords: String {
    guard let handle = try? FileHandle(forReadingFrom: layout.startLog) else { return "none" }
    defer { try? handle.close() }
    let end = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: end > 1_000 ? end - 1_000 : 0)
    let bytes = (try? handle.read(upToCount: 1_000)) ?? Data()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// pg_ctl hands its options to a shell.
  static func shellQuoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }

  /// Whom PostgreSQL is to run as: whoever owns the data, or else us, or else `postgres` if we are root.
  private func clusterUser() throws(ClusterError) -> SystemUser {
    let current = SystemUser.current
    if let ownerID = Folder.ownerID(layout.data) {
      guard current.isRoot || ownerID == current.userID else {
        throw ClusterError(
          .unusableFolder,
          "\(layout.data.path) belongs to another user (\(ownerID)). Run Cairn as that user or as root, or choose another"
            + " --data.")
      }
      if ownerID != 0, let owner = SystemUser.find(userID: ownerID) { return owner }
    }
    guard current.isRoot else { return current }
    guard let postgres = SystemUser.find(name: "postgres") else {
      throw ClusterError(
        .noUser,
        "PostgreSQL does not run as root, and there is no user named postgres. Run Cairn as another user, or make one"
          + " (useradd --system postgres).")
    }
    return postgres
  }

  private func clusterVersion() throws(ClusterError) -> Int? {
    guard Folder.ownerID(layout.data) != nil else { return nil }
    guard let text = try? String(contentsOf: layout.versionFile, encoding: .utf8),
      let version = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
    else {
      throw ClusterError(
        .unusableFolder,
        "\(layout.data.path) is there but is no PostgreSQL cluster (PG_VERSION cannot be read). Restore it from a backup,"
          + " or move it away to begin anew.")
    }
    return version
  }

  /// PostgreSQL's user must be able to enter every folder above its own.
  private func checkReach(as user: SystemUser?) async throws(ClusterError) {
    guard let user else { return }
    var folders: [URL] = []
    var folder = layout.root
    while folder.path != "/" {
      folders.insert(folder, at: 0)
      folder.deleteLastPathComponent()
    }
    for folder in folders {
      let test = Command(program: URL(fileURLWithPath: "/usr/bin/test"), arguments: ["-x", folder.path], user: user)
      guard try await test.ending().status == 0 else {
        throw ClusterError(
          .unusableFolder,
          "The user \(user.name), as whom PostgreSQL runs, cannot enter \(folder.path). Allow it (chmod o+x"
            + " \(folder.path)), or choose another --data.")
      }
    }
  }

  private func make(
    _ binaries: PostgresBinaries, user: SystemUser, dropTo: SystemUser?
  ) async throws(ClusterError) {
    logger.info("making a PostgreSQL cluster", metadata: ["folder": "\(layout.data.path)"])
    do {
      // Left by a start that was cut off: never used, since only a finished one is moved to its place.
      if Folder.ownerID(layout.unfinishedData) != nil {
        try FileManager.default.removeItem(at: layout.unfinishedData)
      }
    } catch {
      throw ClusterError(.unusableFolder, "\(layout.unfinishedData.path) cannot be removed.", cause: error)
    }
    try Folder.make(layout.unfinishedData, mode: 0o700, owner: user)
    let command = Command(
      program: binaries.program("initdb"),
      arguments: [
        "--pgdata=\(layout.unfinishedData.path)", "--username=\(ClusterSettings.superuser)", "--encoding=UTF8",
        "--locale=C", "--data-checksums", "--auth-local=peer", "--auth-host=reject",
      ], user: dropTo)
    try await command.run()
    do { try FileManager.default.moveItem(at: layout.unfinishedData, to: layout.data) } catch {
      throw ClusterError(.unusableFolder, "\(layout.data.path) cannot be made.", cause: error)
    }
  }

  private func writeSettings(user: SystemUser) throws(ClusterError) {
    try Folder.make(layout.configuration, mode: SystemUser.current.isRoot ? 0o711 : 0o700, owner: .current)
    let socketDirectory = try SocketDirectory.make(layout, user: user)
    let current = SystemUser.current
    let settings = ClusterSettings(
      layout: layout, socketDirectory: socketDirectory, admitted: user == current ? [user] : [current, user],
      extra: configuration.settings)
    let files = [
      (layout.settingsFile, settings.settings), (layout.hostAccessFile, settings.hostAccess),
      (layout.userMapFile, settings.users),
    ]
    do {
      for (file, text) in files {
        try text.write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
      }
    } catch {
      throw ClusterError(
        .unusableFolder, "The settings in \(layout.configuration.path) cannot be written.", cause: error)
    }
  }
}
