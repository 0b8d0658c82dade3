internal import CairnMessages

/// What the agencies of the demo agree on.
enum DemoAgreement {
  static func agreement(_ id: String) -> Agreement {
    Agreement(
      agreementID: id, title: "Sharing in the demo's hub", tier: .local,
      parties: ["hub", "met", "st-marys", "sample-primary"].map { agencyID in
        AgreementParty(
          agencyID: agencyID, organisation: agencyID, capacity: .controller, legalCapacity: "made up",
          dataProtectionContact: "dpo@\(agencyID).example")
      }, purposes: ["child-safeguarding"], legalGateways: ["Children Act 2004 s16LA"], article6Bases: ["e"],
      specialConditions: ["Art 9(2)(g) with DPA 2018 Sch 1 para 18"],
      matrix: [
        cell("met", ["identity", "location", "household", "case-progress"], .allow),
        cell("st-marys", ["identity", "household", "health-summary", "case-progress"], .allow),
        cell("st-marys", ["location"], .onRequest), cell("sample-primary", ["identity", "education"], .allow),
      ],
      subjectClasses: [SubjectClass(name: "children", retention: "until 18, then 3 years")],
      security: "as the hub keeps it", breachNoticeHours: 24, dpiaReference: "made up", ropaReference: "made up",
      effectiveOn: "2020-01-01", reviewBy: "2099-01-01")
  }

  static func cell(_ recipient: String, _ categories: [String], _ decision: CellDecision) -> MatrixCell {
    MatrixCell(
      categories: categories, recipients: [recipient], roles: [.singlePointOfContact],
      purposes: ["child-safeguarding"], decision: decision)
  }
}
