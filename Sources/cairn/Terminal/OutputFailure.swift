internal import Foundation

/// Why no more can be written.
enum OutputFailure: ExitCoded {
  /// Whoever reads has enough.
  case readerIsGone
  case cannotWrite(String)

  var exitCode: Int32 {
    switch self {
    // As a shell tells of a program that ends for this reason: what it was to find out, nobody has seen.
    case .readerIsGone: 128 + SIGPIPE
    case .cannotWrite: EX_IOERR
    }
  }

  var description: String {
    switch self {
    case .readerIsGone: "nobody reads the output any more"
    case .cannotWrite(let reason): "the output cannot be written: \(reason)"
    }
  }
}

extension [UInt8] {
  /// Writes all of them.
  func write(to descriptor: Int32) throws(OutputFailure) {
    // What is written to a reader that has gone away is then an error like any other.
    signal(SIGPIPE, SIG_IGN)
    var written = 0
    while written < count {
      let more = withUnsafeBytes { bytes in
        Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if more >= 0 {
        written += more
      } else if errno == EPIPE {
        throw .readerIsGone
      } else if errno != EINTR {
        throw .cannotWrite(String(cString: strerror(errno)))
      }
    }
  }
}
