extension Session {
  /// How many predecessors are remembered; each was given up while the one before it might still have been at work.
  static let predecessorsMax = 16

  /// Ends server processes of sessions that were given up, if they are still there. One that waits for the rest of what
  /// it was being told would hold its locks for as long as it takes the server to notice that nobody is there: hours, or
  /// for ever behind something that keeps the connection open.
  ///
  /// Only processes that serve the same user in the same database under the same application name are ended. That it
  /// fails is no error: then they hold what they hold.
  ///
  /// - Parameter processIDs: as `backendProcessID` told them, the latest last; more than `predecessorsMax` are cut off at
  ///   the front.
  package func endPredecessors(_ processIDs: [Int32]) async {
    guard !processIDs.isEmpty else { return }
    let ends = processIDs.suffix(Self.predecessorsMax).map { Step(Self.endBackend, [.int32($0)]) }
    _ = await outcome(of: [Step(Self.becomeLoginRole)] + ends)
  }

  /// Who may end a process is the role that logged in, and only for this transaction.
  private static let becomeLoginRole = Statement(
    name: "become_login_role", sql: "select set_config('role', 'none', true)")

  private static let endBackend = Statement(
    name: "end_backend",
    sql: """
      select pg_terminate_backend(pid) from pg_stat_activity
       where pid = $1 and datname = current_database() and usename = session_user
         and application_name = current_setting('application_name')
      """,
    parameterTypes: [.int4])
}
