internal import CairnDomain
internal import CairnMessages
internal import Cryptography
internal import EventLog
internal import Identifiers

extension CommandHandler {
  /// Records every clock of a stream that ran out by now without that being on record; each once, whatever restarts and
  /// whoever else does the same.
  ///
  /// - Returns: how many were recorded now.
  package func recordMissedDeadlines(of stream: StreamReference) async throws(CommandError) -> Int {
    let now = now()
    let missed = try await clocks(of: stream, before: now)
    let commands = missed.map { clock in missedDeadline(clock, on: stream, now: now) }
    var count = 0
    for result in await execute(commands) {
      do throws(CommandError) {
        _ = try result.get()
        count += 1
      } catch .rejected {
        // What it waited for has happened meanwhile.
      }
    }
    return count
  }

  private func clocks(of stream: StreamReference, before now: Int64) async throws(CommandError) -> [CaseClock] {
    switch try await state(of: stream) {
    case .childCase(.opened(let opened)): opened.clocks.unrecorded(before: now)
    case .referral(.received(let received)): received.unrecorded(before: now)
    case .agency, .staff, .agreement, .certificates, .seals, .childCase(.notOpened), .referral(.notReceived): []
    }
  }

  /// Under an id that follows from stream, clock, due time and rules, so that it has one effect for ever.
  private func missedDeadline(_ clock: CaseClock, on stream: StreamReference, now: Int64) -> Command {
    let name = Array(RecordMissedDeadline.name(of: clock, on: stream.id).utf8)
    let command = RecordMissedDeadline(
      clock, commandID: Identifier128(version8Of: Digest256(hashing: name)), nowMicroseconds: now)
    return Command(
      context: command.context, digest: secrets.digest.digest(name).bytes, reads: [stream], expected: nil,
      freshKeysMax: 0
    ) { states throws(Rejection) in
      switch stream.kind {
      case .case: try CaseDecider.decide(command, on: stream.id, states.childCase(stream.id))
      case .referral: try ReferralDecider.decide(command, on: stream.id, states.referral(stream.id))
      case .agency, .staff, .agreement, .certificates, .seals: []
      }
    }
  }
}
