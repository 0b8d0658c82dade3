/// The calls of a connection from their arrival to the return of their handlers, in any dialect. Decides only.
struct CallsUnderWay {
  /// A call between its arrival and the return of its handler.
  struct Call {
    /// When it is answered for its handler; before it has begun, when its request must be complete.
    var deadline: Deadline
    /// Whether its request is complete and its handler has it.
    var hasBegun = false
    /// The number of its method, once it has begun.
    var method: Int?
    /// The trace that it belongs to, if it belongs to one.
    var trace: TraceParent?
    /// When it began.
    var beganAt = Deadline.never
    /// Answered, though the handler still runs.
    var isAnswered = false
    /// Bytes of its request.
    var bytes: Int
    /// The handler's task, if it has one.
    var task: Task<Void, Never>?
  }

  /// Calls whose time is over.
  struct Expired {
    /// To be answered DEADLINE_EXCEEDED, their tasks to be cancelled; they count as answered now.
    var begun: [(id: UInt32, task: Task<Void, Never>?)] = []
    /// Their requests were not complete in time.
    var incomplete: [UInt32] = []
    /// When the next one's is over.
    var next = Deadline.never
  }

  private var calls: [UInt32: Call] = [:]
  /// What their requests hold together, with what streams have received and not passed on.
  var requestBytes = 0

  /// How many there are.
  var count: Int { calls.count }

  /// Whether there are none.
  var isEmpty: Bool { calls.isEmpty }

  /// A call by its id.
  subscript(id: UInt32) -> Call? { calls[id] }

  /// Those whose handlers run and whose callers wait.
  var awaited: [(id: UInt32, call: Call)] {
    calls.compactMap { $0.value.hasBegun && !$0.value.isAnswered ? (id: $0.key, call: $0.value) : nil }
  }

  /// A call begins to come.
  mutating func opened(_ id: UInt32, completeBy: Deadline, bytes: Int) {
    requestBytes += bytes
    calls[id] = Call(deadline: completeBy, bytes: bytes)
  }

  /// More of a request is known to come.
  mutating func grew(_ id: UInt32, by bytes: Int) {
    requestBytes += bytes
    calls[id]?.bytes += bytes
  }

  /// A call's request is there and its handler is about to begin.
  mutating func began(_ id: UInt32, deadline: Deadline, method: Int, trace: TraceParent?, at now: Deadline) {
    calls[id]?.deadline = deadline
    calls[id]?.hasBegun = true
    calls[id]?.method = method
    calls[id]?.trace = trace
    calls[id]?.beganAt = now
  }

  /// The handler of a call runs in a task.
  mutating func runs(_ id: UInt32, in task: Task<Void, Never>) { calls[id]?.task = task }

  /// A handler has returned, or a call has ended without one.
  ///
  /// - Returns: the call, `nil` if it is not known; what it answers goes out only if nothing went before.
  mutating func finished(_ id: UInt32) -> Call? {
    guard let call = calls.removeValue(forKey: id) else { return nil }
    requestBytes -= call.bytes
    return call
  }

  /// A call is answered before its handler returns.
  ///
  /// - Returns: the call; `nil` if it has ended or was answered.
  mutating func answered(_ id: UInt32) -> Call? {
    guard let call = calls[id], !call.isAnswered else { return nil }
    calls[id]?.isAnswered = true
    return call
  }

  /// Nobody waits for any call any more. Those that have begun stay until their handlers return.
  ///
  /// - Returns: the tasks to cancel, and the bytes of requests that were not complete and never will be.
  mutating func abandoned() -> (tasks: [Task<Void, Never>], bytes: Int) {
    let tasks = calls.values.compactMap { $0.isAnswered ? nil : $0.task }
    let bytes = calls.values.reduce(0) { $0 + ($1.hasBegun ? 0 : $1.bytes) }
    requestBytes -= bytes
    calls = calls.filter(\.value.hasBegun).mapValues { call in
      var call = call
      call.isAnswered = true
      return call
    }
    return (tasks, bytes)
  }

  /// Those whose time is over at this moment.
  mutating func expired(now: Deadline) -> Expired {
    var expired = Expired()
    for (id, call) in calls where !call.isAnswered {
      if call.deadline > now {
        expired.next = min(expired.next, call.deadline)
      } else if call.hasBegun {
        expired.begun.append((id, call.task))
      } else {
        expired.incomplete.append(id)
      }
    }
    for (id, _) in expired.begun { calls[id]?.isAnswered = true }
    return expired
  }
}
