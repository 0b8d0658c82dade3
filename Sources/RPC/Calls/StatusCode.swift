/// How a call ended: gRPC's status codes, number for number.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/statuscodes.md
package enum StatusCode: Int32, Hashable, Sendable, CaseIterable {
  /// The call did what it was asked.
  case ok = 0
  /// The caller gave up.
  case cancelled = 1
  /// An error without a better code.
  case unknown = 2
  /// The request is wrong, whatever state the record is in.
  case invalidArgument = 3
  /// The deadline passed. What the call did is not known.
  case deadlineExceeded = 4
  /// What was asked for does not exist, or not for this caller.
  case notFound = 5
  /// What was to be made exists.
  case alreadyExists = 6
  /// The caller is known and may not do this.
  case permissionDenied = 7
  /// Something has run out: room, rate, or the calls that may be under way at once.
  case resourceExhausted = 8
  /// The record is not in a state that allows this; trying again does not help.
  case failedPrecondition = 9
  /// Another came first; read again, then try again.
  case aborted = 10
  /// The request asks beyond the end.
  case outOfRange = 11
  /// There is no such method.
  case unimplemented = 12
  /// A fault of the server's own.
  case `internal` = 13
  /// Not now; trying again may help.
  case unavailable = 14
  /// Something stored is lost or damaged.
  case dataLoss = 15
  /// Who is asking is not known.
  case unauthenticated = 16

  /// The code's name as gRPC writes it: `"NOT_FOUND"`.
  package var name: String {
    switch self {
    case .ok: "OK"
    case .cancelled: "CANCELLED"
    case .unknown: "UNKNOWN"
    case .invalidArgument: "INVALID_ARGUMENT"
    case .deadlineExceeded: "DEADLINE_EXCEEDED"
    case .notFound: "NOT_FOUND"
    case .alreadyExists: "ALREADY_EXISTS"
    case .permissionDenied: "PERMISSION_DENIED"
    case .resourceExhausted: "RESOURCE_EXHAUSTED"
    case .failedPrecondition: "FAILED_PRECONDITION"
    case .aborted: "ABORTED"
    case .outOfRange: "OUT_OF_RANGE"
    case .unimplemented: "UNIMPLEMENTED"
    case .internal: "INTERNAL"
    case .unavailable: "UNAVAILABLE"
    case .dataLoss: "DATA_LOSS"
    case .unauthenticated: "UNAUTHENTICATED"
    }
  }
}
