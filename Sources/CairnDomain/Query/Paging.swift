/// Which page of a list is asked for.
package struct Paging: Hashable, Sendable {
  /// Most entries of a page.
  package static let sizeMax = 200
  /// Entries of a page where none are asked for.
  package static let sizeDefault = 50

  /// Entries at most.
  package let size: Int
  /// Of the page before, as it was sent; empty for the first page.
  package let token: String

  init(size: UInt32, token: String, faults: inout Faults) {
    if size > UInt32(Self.sizeMax) {
      faults.add(.listLimit, at: "page_size", detail: "must be at most \(Self.sizeMax)")
    }
    faults.checkLength(token, bytesMax: Limits.tokenBytesMax, at: "page_token")
    self.size = size == 0 ? Self.sizeDefault : Int(size)
    self.token = token
  }
}

extension Rejection {
  /// The answer to a page token that was not given for this query.
  package static let pageTokenUnknown: Rejection = {
    var faults = Faults()
    faults.add(.pageToken, at: "page_token")
    return Rejection(
      .invalid, reason: "INVALID_REQUEST", message: "page_token \(Rule.pageToken.message)", faults: faults.all)
  }()
}
