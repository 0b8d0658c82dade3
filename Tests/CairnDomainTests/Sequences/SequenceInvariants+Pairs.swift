import CairnMessages
import Identifiers

@testable import CairnDomain

/// Of cases with one another, and with their referrals.
extension SequenceInvariant {
  static let ofPairs = [
    SequenceInvariant("what is joined is attached, and what is attached is joined") { view in
      for (number, account) in view.accounts.enumerated() {
        let id = SequenceIDs.caseTexts[number]
        if let into = account.joinedInto {
          let holders = view.accounts.indices.filter { view.accounts[$0].attached.contains { $0.joinedCaseID == id } }
          guard holders.map({ SequenceIDs.caseTexts[$0] }) == [into] else { return "case \(number)" }
        }
        for attached in account.attached {
          let joined = view.accounts.indices.first { SequenceIDs.caseTexts[$0] == attached.joinedCaseID }
          guard let joined, view.accounts[joined].joinedInto == id,
            view.accounts[joined].referralID == attached.referralID
          else { return "case \(number)" }
        }
        if account.joinedInto != nil, !account.attached.isEmpty { return "case \(number) leads on" }
      }
      return nil
    },
    SequenceInvariant("siblings of one referral are never one child") { view in
      for account in view.accounts where account.attached.contains(where: { $0.referralID == account.referralID }) {
        return account.referralID
      }
      return nil
    },
    SequenceInvariant("links lead both ways, once, and to another case") { view in
      for (number, account) in view.accounts.enumerated() {
        let id = SequenceIDs.caseTexts[number]
        let ends = account.links.map { "\($0.otherCaseID) \($0.relation)" }
        guard Set(ends).count == ends.count else { return "case \(number) twice" }
        for link in account.links {
          let other = view.accounts.indices.first { SequenceIDs.caseTexts[$0] == link.otherCaseID }
          guard let other, other != number,
            view.accounts[other].links.contains(where: { $0.otherCaseID == id && $0.relation == link.relation })
          else { return "case \(number)" }
        }
        guard view.world.cases[number].document.map({ $0.links.count == ends.count }) ?? ends.isEmpty else {
          return "case \(number) is shown otherwise"
        }
      }
      return nil
    },
    SequenceInvariant("a referral is acknowledged once, and its findings are answered once") { view in
      for (number, stream) in view.world.referrals.enumerated() {
        let types = stream.entries.map(\.event.type)
        let once: [EventType] = [.referralReceived, .referrerAcknowledged, .acknowledgementMissed]
        guard once.allSatisfy({ type in types.filter { $0 == type }.count <= 1 }) else { return "referral \(number)" }
        guard case .received(let received) = stream.state, let document = stream.document else {
          if types.isEmpty { continue }
          return "referral \(number) is not there"
        }
        let isTold = types.contains(.referrerAcknowledged)
        guard received.acknowledgement.isRunning == !isTold, document.acknowledgement.isRunning == !isTold,
          received.openFindings == document.findings.map(FindingName.init)
        else { return "referral \(number) is shown otherwise" }
        if types.last == .referrerAcknowledged, types.contains(.acknowledgementMissed),
          document.acknowledgement.missedAtUs == 0
        {
          return "referral \(number) was missed, and does not show it"
        }
      }
      return nil
    },
  ]
}
