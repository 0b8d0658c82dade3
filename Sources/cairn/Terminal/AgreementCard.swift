internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Cryptography

/// A version of an agreement on screen.
struct AgreementCard {
  let response: GetAgreementResponse
  let width: Int

  var lines: [String] {
    let agreement = response.agreement ?? Agreement()
    let title = "Agreement \(agreement.agreementID), version \(agreement.version)"
    return [title, String(repeating: "═", count: min(width, title.count))] + stateLines + termLines(agreement)
      + retentionLines(agreement) + partyLines(agreement) + matrixLines(agreement) + versionLines
      + [
        "", "Fingerprint of what is signed (SHA-256):",
        Hexadecimal.text(Digest256(hashing: agreement.signedBytes).bytes),
      ]
  }

  private var stateLines: [String] {
    field("State", response.status.label ?? "unknown")
      + field("To be signed by", response.awaitedAgencyIDs.joined(separator: ", "))
      + field("Last reason", response.reason)
  }

  private func termLines(_ agreement: Agreement) -> [String] {
    agreement.namedTerms.flatMap { field($0.name, $0.text) }
  }

  private func partyLines(_ agreement: Agreement) -> [String] {
    var table = Table([
      .init(title: "Party", isWhole: true), .init(title: "Organisation"), .init(title: "Capacity"),
      .init(title: "Signed"),
    ])
    for party in agreement.parties {
      let signature = response.signatures.first { $0.agencyID == party.agencyID }
      table.add(
        [
          party.agencyID, party.organisation, party.capacity.label ?? "",
          signature.map { Moment.text(rfc3339: $0.signedAt) } ?? "not yet",
        ], below: [party.legalCapacity, party.dataProtectionContact])
    }
    return heading("Parties") + table.lines(width: width)
  }

  private func retentionLines(_ agreement: Agreement) -> [String] {
    var table = Table([.init(title: "Whose data"), .init(title: "How long it is kept")])
    for subjectClass in agreement.subjectClasses { table.add([subjectClass.name, subjectClass.retention]) }
    return [""] + table.lines(width: width)
  }

  /// As the agreement puts it, cell by cell; who and what for stands above those that follow each other and share it.
  private func matrixLines(_ agreement: Agreement) -> [String] {
    var lines =
      heading("Who gets what")
      + "What no line speaks of is withheld; of several that do, the strictest decides.".wrapped(to: width)
    var above = ""
    for cell in agreement.matrix {
      let title = Self.title(of: cell)
      if title != above { lines += [""] + title.wrapped(to: width) }
      above = title
      lines += field("  \(cell.decision.label ?? "unknown")", cell.categories.joined(separator: ", "))
    }
    return lines
  }

  /// "hub, as screener or hub manager, for child-safeguarding"
  private static func title(of cell: MatrixCell) -> String {
    let recipients = cell.recipients.isEmpty ? "Every party" : cell.recipients.joined(separator: ", ")
    let roles = cell.roles.map { $0.label ?? "unknown" }.joined(separator: " or ")
    return "\(recipients), as \(roles), for \(cell.purposes.joined(separator: " or "))"
  }

  private var versionLines: [String] {
    var table = Table([
      .init(title: "Version", alignment: .right), .init(title: "State"), .init(title: "Drafted"),
      .init(title: "In force from"),
    ])
    for version in response.versions {
      table.add([
        "\(version.version)", version.status.label ?? "unknown", Moment.text(rfc3339: version.draftedAt),
        version.effectiveOn,
      ])
    }
    return heading("Versions") + table.lines(width: width)
  }

  private func heading(_ text: String) -> [String] { ["", text, String(repeating: "─", count: text.count)] }

  private func field(_ name: String, _ value: String) -> [String] { Field.lines(name, value, width: width) }
}
