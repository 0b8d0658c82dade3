package import CairnDomain
internal import Cryptography
internal import EventLog
package import Identifiers

extension CommandHandler {
  /// The stream of what an agency sealed in a case. Its id follows from both under a secret of the hub: nobody who reads the log
  /// finds out of which case it is.
  package func sealStream(of caseID: Identifier128, by agencyID: AgencyID) -> Identifier128 {
    Identifier128(version8Of: secrets.digest.digest(Array("cairn seals of \(agencyID) in case \(caseID)".utf8)))
  }
}
