internal import AsyncAlgorithms
internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import RPC

extension HubServices {
  /// Requests of one stream that are taken up together.
  private static let bulkChunkMax = 512
  /// Requests of all streams together that are under way at a time: so many that the database is never out of work while
  /// the disk keeps it waiting, and takes thousands of events at a time.
  static let bulkRequestsMax = 8_192
  /// Chunks of one stream whose answers wait for their turn.
  private static let bulkChunksWaitingMax = 16
  /// How long to wait before commands are tried again that found no room.
  private static let roomPause = Duration.milliseconds(5)

  func registerBulk(in table: inout MethodTable) {
    table.registerStream(ReferralServiceMethods.submitReferrals) { requests, responses, context in
      // While so many wait to be answered, no more is taken from the stream, so that its window holds the sender back.
      let underWay = AsyncChannel<Task<[[UInt8]], any Error>>()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { underWay.finish() }
          while let first = try await requests.next() {
            // Nobody holds places while nothing comes, or while answers are not read.
            let places = Task.isCancelled ? 0 : await bulk.enter(atMost: Self.bulkChunkMax)
            guard places > 0 else { throw RPCError(.cancelled, "the stream ended") }
            let chunk = [first] + requests.messagesThere(places - 1)
            bulk.leave(places - chunk.count)
            await underWay.send(
              Task {
                defer { bulk.leave(chunk.count) }
                // Packed at once, while they are fresh and before they wait.
                return try await submit(chunk, context).map(encode)
              })
          }
        }
        for await task in underWay.buffer(policy: .bounded(Self.bulkChunksWaitingMax)) {
          try await responses.send(encodedContentsOf: try await task.value)
        }
        try await group.next()
      }
    }
  }

  /// - Throws: what ends the whole stream: the caller is not known, or nobody can tell what became of a command.
  private func submit(
    _ requests: [SubmitReferralRequest], _ context: CallContext
  ) async throws(RPCError) -> [SubmitReferralsResponse] {
    var responses = [SubmitReferralsResponse?](repeating: nil, count: requests.count)
    while true {
      let open = responses.indices.filter { responses[$0] == nil }
      guard !open.isEmpty else { return responses.compactMap(\.self) }
      for (index, result) in zip(open, try await submitOnce(open.map { requests[$0] }, context)) {
        switch result {
        case .success(let response): responses[index] = SubmitReferralsResponse(accepted: response)
        case .failure(.overloaded): continue
        case .failure(.unavailable(let reason)): throw RPCError(CommandError.unavailable(reason: reason))
        case .failure(let error): responses[index] = SubmitReferralsResponse(refused: Refusal(RPCError(error)))
        }
      }
      guard responses.contains(where: { $0 == nil }) else { continue }
      try? await Task.sleep(for: Self.roomPause)
      if Task.isCancelled { throw RPCError(.cancelled, "the stream ended") }
    }
  }

  private func submitOnce(
    _ requests: [SubmitReferralRequest], _ context: CallContext
  ) async throws(RPCError) -> [Result<SubmitReferralResponse, CommandError>] {
    var agencyID: AgencyID?
    for request in requests { agencyID = try await admit(request.context, of: context) }
    guard let agencyID else { return [] }
    return await commands.submitReferrals(requests, from: agencyID)
  }
}

extension Refusal {
  fileprivate init(_ error: RPCError) {
    self.init(
      code: Int32(error.code.rawValue), message: error.message, reason: error.errorInfo?.reason ?? "",
      fields: error.fieldViolations.map {
        RefusedField(field: $0.field, description: $0.description, reason: $0.reason)
      })
  }
}
