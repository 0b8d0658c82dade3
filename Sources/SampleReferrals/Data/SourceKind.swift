/// Where referrals come from, and how people there write them.
final class SourceKind: Sendable {
  /// Who tells of the concern.
  enum Reporter: Sendable {
    /// Somebody of the source's own staff.
    case staff
    /// An adult of the family.
    case family
    /// Somebody who knows the family.
    case acquaintance
    /// Nobody who gives a name.
    case nobody
  }

  /// Code of the reference data.
  let code: String
  let reporter: Reporter
  /// Jobs, or how somebody stands to the family.
  let capacities: [String]
  /// What facts are written in.
  let record: String
  /// What the source's own numbers begin with; empty if it has none.
  let reference: String
  /// The staff's domain of mail, under the top-level domain that is nobody's.
  let domain: String

  private init(
    _ code: String, _ capacities: [String], record: String = "Record of the call", reference: String = "",
    domain: String = "", reporter: Reporter = .staff
  ) {
    self.code = code
    self.capacities = capacities
    self.record = record
    self.reference = reference
    self.domain = domain
    self.reporter = reporter
  }

  /// The weights follow roughly the census of children in need.
  static let all: [(weight: Int, kind: SourceKind)] = [
    (
      29,
      SourceKind(
        "6",
        [
          "Police constable, response team", "Police constable, neighbourhood team",
          "Detective constable, child protection",
        ],
        record: "Incident log", reference: "CAD ", domain: "police.example")
    ),
    (
      19,
      SourceKind(
        "2A", ["Designated safeguarding lead", "Deputy head teacher", "Head of year", "Class teacher"],
        record: "Attendance register", reference: "SCH-", domain: "school.example")
    ),
    (
      2,
      SourceKind(
        "2B", ["Education welfare officer", "Virtual school officer"], record: "Attendance record", reference: "EWS-",
        domain: "education.example")
    ),
    (
      4,
      SourceKind(
        "3A", ["General practitioner", "Practice nurse"], record: "Consultation record", reference: "GP-",
        domain: "surgery.example")
    ),
    (
      5,
      SourceKind(
        "3B", ["Health visitor"], record: "Child health record", reference: "HV-", domain: "community-health.example")
    ),
    (2, SourceKind("3C", ["School nurse"], record: "School health record", domain: "community-health.example")),
    (
      3,
      SourceKind(
        "3D", ["Community midwife", "Speech and language therapist"], record: "Maternity record", reference: "MAT-",
        domain: "community-health.example")
    ),
    (
      5,
      SourceKind(
        "3E", ["Emergency department nurse", "Emergency department doctor"], record: "Attendance in the department",
        reference: "ED-", domain: "hospital.example")
    ),
    (
      3,
      SourceKind(
        "3F", ["Paediatrician", "Child and adolescent mental health practitioner"], record: "Clinic letter",
        reference: "HOS-", domain: "hospital.example")
    ),
    (
      2,
      SourceKind(
        "4", ["Housing officer", "Tenancy support worker"], record: "Tenancy file", reference: "HSG-",
        domain: "housing.example")
    ),
    (
      4,
      SourceKind(
        "5A", ["Social worker", "Adult social care worker"], record: "Case record", reference: "SC-",
        domain: "council.example")
    ),
    (
      3,
      SourceKind(
        "5B", ["Youth justice worker", "Family information officer"], record: "Case record", reference: "LA-",
        domain: "council.example")
    ),
    (
      2,
      SourceKind(
        "5C", ["Duty social worker of another authority"], record: "Transfer summary", reference: "EXT-",
        domain: "other-council.example")
    ),
    (
      4,
      SourceKind(
        "5D", ["Early help worker", "Family support worker"], record: "Early help assessment", reference: "EH-",
        domain: "council.example")
    ),
    (
      2,
      SourceKind(
        "7", ["Probation officer", "Court adviser"], record: "Court order", reference: "PR-",
        domain: "justice.example")
    ),
    (3, SourceKind("1A", ["Relative"], reporter: .family)),
    (2, SourceKind("1B", ["Neighbour", "Friend of the family", "Parent of a school friend"], reporter: .acquaintance)),
    (1, SourceKind("1C", ["Parent, about the own family"], reporter: .family)),
    (1, SourceKind("1D", ["Landlord", "Football coach", "Childminder"], reporter: .acquaintance)),
    (
      3,
      SourceKind(
        "8", ["Refuge worker", "Youth club leader", "Helpline counsellor"], record: "Session note", reference: "VOL-",
        domain: "charity.example")
    ),
    (2, SourceKind("9", [], reporter: .nobody)),
    (1, SourceKind("10", ["Caller, would not say more"], reporter: .acquaintance)),
  ]
}
