package import CairnMessages

extension Agreement {
  /// What it says besides its version, its parties, its matrix and how long data is kept: each term by a name that it has alone, as people read it.
  package var namedTerms: [(name: String, text: String)] {
    let scalars: [(name: String, text: String)] = [
      ("Title", title), ("Tier", tier.label ?? ""),
      ("Purposes", purposes.map { CodeList.purpose.label(of: $0) ?? $0 }.joined(separator: "; ")),
      ("Gateways", legalGateways.joined(separator: "; ")),
      (
        "Art 6(1)",
        article6Bases.map { "(\($0)) \(CodeList.article6Basis.label(of: $0) ?? "")" }.joined(separator: "; ")
      ),
      ("Art 9 and 10", specialConditions.joined(separator: "; ")),
      ("DPA Part 3", isLawEnforcement ? "applies to competent authorities among the parties" : ""),
      ("From", effectiveOn), ("Review by", reviewBy),
      ("Last day", expiresOn.isEmpty ? "no fixed end" : expiresOn),
      ("Breach told", "within \(breachNoticeHours) hours"),
      ("DPIA", dpiaReference), ("ROPA", ropaReference), ("Security", security),
    ]
    return scalars
  }

  /// How long data is kept, in the same form.
  package var namedRetention: [(name: String, text: String)] {
    subjectClasses.map { ("Kept: \($0.name)", $0.retention) }
  }

  /// The parties, in the same form.
  package var namedParties: [(name: String, text: String)] {
    parties.map { party in
      let text = [party.organisation, party.capacity.label ?? "", party.legalCapacity, party.dataProtectionContact]
      return ("Party \(party.agencyID)", text.joined(separator: "; "))
    }
  }
}
