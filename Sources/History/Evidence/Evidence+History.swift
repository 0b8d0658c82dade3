internal import EventLog

extension Evidence {
  /// Takes a file of the history in.
  ///
  /// - Throws: what is wrong with it, by file and line. What was taken in before stays: there is nothing left to judge.
  @discardableResult
  package mutating func read(_ path: String) throws(HistoryFault) -> HistoryFile.Reading {
    let file = Int32(files.count)
    files.append(path)
    return try HistoryFile.read(path) { (record, line) throws(LineFault) in
      try add(record, at: Place(file: file, line: Int32(clamping: line)))
    }
  }

  /// Takes the records of a history in, as if they were the lines of a file of that name.
  package mutating func add(_ records: some Sequence<HistoryRecord>, named name: String) throws(HistoryFault) {
    let file = Int32(files.count)
    files.append(name)
    var line = 0
    for record in records {
      line += 1
      do throws(LineFault) {
        try add(record, at: Place(file: file, line: Int32(clamping: line)))
      } catch {
        throw HistoryFault(file: name, line: line, message: error.message)
      }
    }
  }

  private mutating func add(_ record: HistoryRecord, at place: Place) throws(LineFault) {
    switch record.step {
    case .subscribe, .seen, .caughtUp:
      let subscriber = Int(subscribers.intern(record.client))
      if subscriber == subscriberSteps.count {
        guard case .subscribe = record.step else { throw LineFault("a subscriber subscribes before anything else") }
        subscriberSteps.append([])
      }
      subscriberSteps[subscriber].append(SubscriberStep(at: record.at, place: place, step: record.step))
    case .invoke(let invocation):
      try invoke(invocation, by: try client(of: record, at: place), at: record.at, line: place.line)
    case .ok(let command, let recorded):
      let start = answers.count
      for stream in recorded {
        let number = streams.intern(stream.stream)
        for (position, leaf) in zip(stream.positions, stream.leaves) {
          answers.append(Told(position: position, leaf: leaf, stream: number))
        }
      }
      answers[start...].sort { $0.position < $1.position }
      let attempt = try end(command, as: .ok, by: try client(of: record, at: place), at: record.at, line: place.line)
      attempts[attempt].answerStart = Int32(start)
      attempts[attempt].answerCount = Int32(answers.count - start)
    case .fail(let command, let status):
      let outcome: Attempt.Outcome = Self.decisions.contains(status) ? .refused : .turnedAway
      _ = try end(command, as: outcome, by: try client(of: record, at: place), at: record.at, line: place.line)
    case .info(let command):
      _ = try end(command, as: .unknown, by: try client(of: record, at: place), at: record.at, line: place.line)
    case .read(let stream, let version, let after):
      reads.append(
        Read(
          client: try client(of: record, at: place), line: place.line, stream: streams.intern(stream),
          version: version, after: after))
    }
  }

  /// Statuses that say what was decided: whoever has the command recorded already never gets one of them for it.
  private static let decisions: Set<String> = [
    "INVALID_ARGUMENT", "NOT_FOUND", "ALREADY_EXISTS", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE",
  ]

  private mutating func client(of record: HistoryRecord, at place: Place) throws(LineFault) -> Int32 {
    let client = clients.intern(Client(file: place.file, name: record.client))
    if Int(client) == lastAt.count { lastAt.append(0) }
    guard record.at >= lastAt[Int(client)] else { throw LineFault("the client's time runs backwards") }
    lastAt[Int(client)] = record.at
    return client
  }

  private mutating func invoke(
    _ invocation: Invocation, by client: Int32, at: UInt64, line: Int32
  ) throws(LineFault) {
    let command = commandNumber(invocation.command)
    let number = Int32(attempts.count)
    let earlier = open.updateValue(number, forKey: OpenCall(client: client, command: command))
    guard earlier == nil else { throw LineFault("this client waits for an answer to this command already") }
    attempts.append(
      Attempt(
        payload: invocation.payload, invokedAt: at, command: command, client: client, invokedLine: line,
        expectedEvents: invocation.events.map { Int32(clamping: $0) } ?? Attempt.unknownCount))
    for stream in invocation.streams { declared.append((number, streams.intern(stream))) }
  }

  private mutating func end(
    _ command: CommandKey, as outcome: Attempt.Outcome, by client: Int32, at: UInt64, line: Int32
  ) throws(LineFault) -> Int {
    let call = OpenCall(client: client, command: commandNumber(command))
    guard let attempt = open.removeValue(forKey: call) else {
      throw LineFault("an answer to a command that this client does not wait for")
    }
    attempts[Int(attempt)].outcome = outcome
    attempts[Int(attempt)].endedAt = at
    attempts[Int(attempt)].endedLine = line
    return Int(attempt)
  }
}
