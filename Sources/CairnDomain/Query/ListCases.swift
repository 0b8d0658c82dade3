package import CairnMessages

/// A `ListCasesRequest` that can be understood.
package struct ListCases: Hashable, Sendable {
  /// Which cases.
  package struct Filter: Hashable, Sendable {
    /// Only these; empty for all.
    package let statuses: [CaseStatus]
    /// Only these, with unspecified for cases that nobody has rated; empty for all.
    package let rags: [Rag]
    /// Only cases opened by referrals of these; empty for all.
    package let agencyIDs: [String]
    /// Only cases due before this time, in microseconds since 1970-01-01T00:00:00Z; `nil` for all.
    package let dueBeforeMicroseconds: Int64?
    /// Only cases with findings.
    package let withFindings: Bool
    /// Only cases in which a glass was broken that nobody has reviewed.
    package let withReviewOwed: Bool
    /// Only cases in which somebody who was asked has not answered, and their time is over.
    package let withSilentRequests: Bool

    /// The same, of cases that referrals of these agencies opened.
    package func of(agencies: [String]) -> Filter {
      Filter(
        statuses: statuses, rags: rags, agencyIDs: agencies, dueBeforeMicroseconds: dueBeforeMicroseconds,
        withFindings: withFindings, withReviewOwed: withReviewOwed, withSilentRequests: withSilentRequests)
    }
  }

  /// What stands first.
  package enum Sort: UInt8, Hashable, Sendable {
    case due = 1
    case received = 2
  }

  /// Most entries in one list of a filter.
  private static let filterEntriesMax = 100

  /// Who asks.
  package let actor: Actor
  package let filter: Filter
  package let sort: Sort
  package let paging: Paging
  /// A receipt's token, as it was sent; empty for none.
  package let afterToken: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ListCasesRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    paging = Paging(size: request.pageSize, token: request.pageToken, faults: &faults)
    filter = Self.filter(request, faults: &faults)
    switch request.sort {
    case .due, .unspecified: sort = .due
    case .received: sort = .received
    case .unrecognized:
      faults.add(.knownCode, at: "sort")
      sort = .due
    }
    faults.checkLength(request.afterToken, bytesMax: Limits.tokenBytesMax, at: "after_token")
    try faults.rejectIfAny()
    guard let actor else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    afterToken = request.afterToken
  }

  private static func filter(_ request: ListCasesRequest, faults: inout Faults) -> Filter {
    let isWithinLimits = [
      faults.checkCount(request.statuses.count, max: filterEntriesMax, at: "statuses"),
      faults.checkCount(request.rags.count, max: filterEntriesMax, at: "rags"),
      faults.checkCount(request.agencyIDs.count, max: filterEntriesMax, at: "agency_ids"),
    ].allSatisfy(\.self)
    if isWithinLimits {
      for (index, status) in request.statuses.enumerated() where status == .unspecified || status.isUnrecognized {
        faults.add(.knownCode, at: "statuses[\(index)]")
      }
      for (index, rag) in request.rags.enumerated() where rag.isUnrecognized {
        faults.add(.knownCode, at: "rags[\(index)]")
      }
      for (index, agencyID) in request.agencyIDs.enumerated() where AgencyID(agencyID) == nil {
        faults.add(.agencyIDForm, at: "agency_ids[\(index)]")
      }
    }
    return Filter(
      statuses: request.statuses, rags: request.rags, agencyIDs: request.agencyIDs,
      dueBeforeMicroseconds: request.dueBeforeUs == 0 ? nil : request.dueBeforeUs, withFindings: request.withFindings,
      withReviewOwed: request.withReviewOwed, withSilentRequests: request.withSilentRequests)
  }
}

extension CaseStatus {
  fileprivate var isUnrecognized: Bool {
    if case .unrecognized = self { true } else { false }
  }
}

extension Rag {
  fileprivate var isUnrecognized: Bool {
    if case .unrecognized = self { true } else { false }
  }
}
