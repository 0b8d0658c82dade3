package import CairnDomain
internal import CairnMessages
internal import Cryptography
internal import EventLog
package import Identifiers

extension CommandSecrets {
  /// The stream of what an agency sealed in a case, in one role. Its id follows from these under a secret of the hub: nobody who
  /// reads the log finds out of which case it is.
  package func sealStream(of caseID: Identifier128, by sealer: Sealer) -> Identifier128 {
    let name = "cairn seals of \(sealer.agencyID), role \(sealer.role.rawValue), in case \(caseID)"
    return Identifier128(version8Of: digest.digest(Array(name.utf8)))
  }
}
