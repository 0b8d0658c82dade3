internal import CairnMessages
internal import EventLog

/// The read tables of cases.
struct CaseTables: Sendable {
  let cases: DocumentTable<CaseDocument>
  let referrals: DocumentTable<ReferralDocument>

  init(keyRing: KeyRing, random: RandomSource) {
    cases = DocumentTable(table: "case_document", idColumn: "case_id", keyRing: keyRing, random: random)
    referrals = DocumentTable(table: "referral_document", idColumn: "referral_id", keyRing: keyRing, random: random)
  }
}
