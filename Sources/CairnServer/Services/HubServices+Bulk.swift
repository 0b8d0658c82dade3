internal import AsyncAlgorithms
internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import RPC

extension HubServices {
  /// Requests of one stream that are taken up together; while they are on their way, as many again are taken.
  private static let bulkChunkMax = 256
  /// How long to wait before a command is tried again that found no room.
  private static let roomPause = Duration.milliseconds(5)

  func registerBulk(in table: inout MethodTable) {
    table.registerStream(ReferralServiceMethods.submitReferrals) { requests, responses, context in
      // The chunk that waits to be answered, the one that waits for it, and the one that comes in: no more is taken from
      // the stream, so that its window holds the sender back.
      let underWay = AsyncChannel<[Task<SubmitReferralsResponse, any Error>]>()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { underWay.finish() }
          while true {
            let chunk = try await requests.chunk(messagesMax: Self.bulkChunkMax)
            guard !chunk.isEmpty else { return }
            await underWay.send(chunk.map { request in Task { try await submit(request, context) } })
          }
        }
        for await tasks in underWay {
          var answers: [SubmitReferralsResponse] = []
          answers.reserveCapacity(tasks.count)
          for task in tasks { answers.append(try await task.value) }
          try await responses.send(contentsOf: answers)
        }
        try await group.next()
      }
    }
  }

  /// - Throws: what ends the whole stream: the caller is not known, or nobody can tell what became of a command.
  private func submit(
    _ request: SubmitReferralRequest, _ context: CallContext
  ) async throws(RPCError) -> SubmitReferralsResponse {
    let agencyID = try callers.agency(of: context, actingAs: request.context?.role)
    while true {
      do throws(CommandError) {
        return SubmitReferralsResponse(accepted: try await commands.submitReferral(request, from: agencyID))
      } catch {
        switch error {
        case .overloaded: try? await Task.sleep(for: Self.roomPause)
        case .unavailable: throw RPCError(error)
        case .rejected, .versionConflict, .tokenUnknown, .commandIDTaken:
          return SubmitReferralsResponse(refused: Refusal(RPCError(error)))
        }
      }
      if Task.isCancelled { throw RPCError(.cancelled, "the stream ended") }
    }
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
