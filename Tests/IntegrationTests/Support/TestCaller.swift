import CairnMessages
import CairnServer
internal import Cryptography
import EventLog
import Identifiers
import RPC

/// Whom the tests call a server as.
enum TestCaller {
  static let referringAgency = "met"
  /// Who acts, in every agency.
  static let personID = "00000000-0000-7000-8000-000000000001"

  private static let random = RandomSource()

  static func context(_ id: Identifier128, role: Role) -> CommandContext {
    CommandContext(
      commandID: id.description, occurredAt: "2026-11-20T10:00:00Z",
      actingPerson: personID, role: role, purpose: "child-safeguarding")
  }

  static func claim(_ agencyID: String) -> Metadata {
    var metadata = Metadata()
    metadata.add(CallerRegister.agencyClaimKey, agencyID)
    return metadata
  }

  static func newID() -> Identifier128 {
    Identifier128.version7(microseconds: SystemClock.microseconds(), random: random.word())
  }
}
