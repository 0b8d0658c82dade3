internal import CairnMessages
internal import CairnServer
internal import DequeModule
internal import RPC
internal import Synchronization

/// Sends an import's lines over one stream, and when that is lost over another, until each has its answer.
final class Importer: Sendable {
  private let hub: HubClient
  private let source: ImportSource
  private let report: ImportReport
  private let history: ImportHistory?
  /// What was sent and not answered yet, in order: sent again over the next stream.
  private let unanswered = Mutex<Deque<ImportItem>>([])

  /// How long a server that has gone may take to come back.
  private static let absence = Duration.seconds(60)
  private static let pause = Duration.milliseconds(250)
  private static let answersMax = 256

  init(hub: HubClient, source: ImportSource, report: ImportReport, history: ImportHistory?) {
    self.hub = hub
    self.source = source
    self.report = report
    self.history = history
  }

  func run() async throws {
    var lostAt: ContinuousClock.Instant?
    while true {
      let before = report.counts.bytes
      let began = ContinuousClock.now
      do {
        return try await sendAll()
      } catch let error as RPCError where error.code == .unavailable {
        // What has heard nothing for long may have had nothing to ask.
        if report.counts.bytes > before || ContinuousClock.now - began >= Self.absence { lostAt = nil }
        let since = lostAt ?? .now
        lostAt = since
        guard ContinuousClock.now - since < Self.absence else { throw error }
        try await Task.sleep(for: Self.pause)
      }
    }
  }

  private func sendAll() async throws {
    let stream = try await hub.open(ReferralServiceMethods.submitReferrals)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await self.send(over: stream) }
        group.addTask { try await self.receive(from: stream) }
        // The first error ends both: one waits for answers, which do not come once the other has failed.
        while try await group.next() != nil {}
      }
      guard unanswered.withLock(\.isEmpty) else {
        throw RPCError(.unavailable, "the server ended the stream before it had answered everything")
      }
    } catch {
      // Only here: an attempt whose stream never opened sent nothing that could be lost.
      noteLoss()
      throw error
    }
  }

  private typealias Stream = ClientStream<SubmitReferralRequest, SubmitReferralsResponse>

  private func send(over stream: Stream) async throws {
    try await send(unanswered.withLock { Array($0) }, over: stream)
    while true {
      let chunk = try await source.next()
      guard !chunk.isEmpty else { return stream.finish() }
      var items: [ImportItem] = []
      for result in chunk {
        switch result {
        case .success(let item): items.append(item)
        case .failure(let reject): try report.reject(reject)
        }
      }
      // Before they are sent: a stream that is lost meanwhile must not lose them.
      unanswered.withLock { $0.append(contentsOf: items) }
      try await send(items, over: stream)
    }
  }

  private func send(_ items: [ImportItem], over stream: Stream) async throws {
    if let history { for item in items { history.send(item) } }
    try await stream.send(encodedContentsOf: items.lazy.map(\.encoded))
  }

  private func receive(from stream: Stream) async throws {
    while true {
      let answers = try await stream.responses.chunk(messagesMax: Self.answersMax)
      guard !answers.isEmpty else { return }
      for answer in answers {
        guard let item = unanswered.withLock({ $0.popFirst() }) else {
          throw RPCError(.internal, "the server answers more than it was asked")
        }
        try take(answer, for: item)
      }
    }
  }

  private func take(_ answer: SubmitReferralsResponse, for item: ImportItem) throws {
    if let accepted = answer.accepted {
      history?.accepted(item, accepted)
      return report.accept(item, accepted)
    }
    let refused = answer.refused ?? Refusal()
    history?.refused(item, refused)
    try report.reject(
      ImportReject(
        line: item.line, code: refused.code, reason: refused.reason, message: refused.message, fields: refused.fields))
  }

  private func noteLoss() {
    guard let history else { return }
    for item in unanswered.withLock({ Array($0) }) { history.lost(item) }
  }
}
