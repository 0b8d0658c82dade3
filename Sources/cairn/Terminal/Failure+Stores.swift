internal import AccessLog
internal import CairnServer
internal import EmbeddedPostgres
internal import EventLog
internal import Foundation
internal import Libpq
internal import Migrations
internal import Projections

// How commands that work on the databases themselves end when those fail them.

extension PostgresError: ExitCoded {
  var exitCode: Int32 {
    switch code {
    case .invalidConfiguration: EX_USAGE
    case .connectFailed, .connectionLost, .sessionClosed, .tooManyInFlight, .poolExhausted: EX_UNAVAILABLE
    case .refused, .undecodable, .protocolViolation: EX_SOFTWARE
    case .warned, .cancelled: EX_TEMPFAIL
    }
  }
}

extension LogStoreError: ExitCoded {
  var exitCode: Int32 {
    switch self {
    case .fenced: EX_TEMPFAIL
    case .unavailable: EX_UNAVAILABLE
    case .corrupt: EXIT_FAILURE
    }
  }

  package var description: String {
    switch self {
    case .fenced: "Another server has taken the log over meanwhile: try again."
    case .unavailable(let reason): "The hub's database does not answer: \(reason)"
    case .corrupt(let reason): "What is stored is not what this version writes: \(reason)"
    }
  }
}

extension ProjectionError: ExitCoded {
  private var cause: any ExitCoded {
    switch self {
    case .store(let error): error
    case .database(let error): error
    }
  }

  var exitCode: Int32 { cause.exitCode }
  package var description: String { cause.description }
}

extension AccessLogError: ExitCoded {
  var exitCode: Int32 { EX_UNAVAILABLE }

  package var description: String {
    switch self {
    case .full: "As many records of access wait as may: try again."
    case .unavailable(let reason): "The hub's database does not answer: \(reason)"
    case .cancelled: "Stopped before the end."
    }
  }
}

extension RebuildError: ExitCoded {
  var exitCode: Int32 {
    switch self {
    case .failed(.store(.corrupt)), .rowUnreadable: EXIT_FAILURE
    case .alreadyUnderWay, .inUse, .interrupted, .failed: EX_TEMPFAIL
    }
  }

  package var description: String {
    switch self {
    case .alreadyUnderWay(let projection):
      "Another process builds or checks \(projection) right now: wait for it, or stop it."
    case .inUse(let projection):
      "Somebody reads the tables of \(projection) on and on, perhaps a backup: run it again when that has ended."
    case .rowUnreadable(let projection):
      "The event itself can be read, and nothing was left out; what the view holds of its stream cannot. "
        + "cairn projections rebuild \(projection) makes that anew."
    case .interrupted: "It was stopped before the end; run it again, and it goes on from there."
    case .failed(.store(.corrupt(let reason))):
      "It stopped, and will stop there again until this is mended; what was built is kept. \(reason)"
    case .failed(let cause): "It stopped before the end; run it again, and it goes on from there. \(cause)"
    }
  }
}

extension MigrationError: ExitCoded {
  var exitCode: Int32 {
    switch self {
    case .database(let error), .failed(_, let error): error.exitCode
    case .changed, .missing, .gap, .numberTwice, .recordsIncomplete, .misnamed, .unreadable: EXIT_FAILURE
    }
  }
}

extension ClusterError: ExitCoded {
  var exitCode: Int32 { EX_UNAVAILABLE }
}
