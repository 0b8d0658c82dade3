package import CairnMessages

extension CaseDocument {
  /// The rating that stands; unspecified while nobody has rated the case.
  package var rag: Rag { ragHistory.last?.rag ?? .unspecified }

  /// By when information is to be gathered, in microseconds since 1970-01-01T00:00:00Z. A case that nobody has rated yet
  /// is due as a red one is.
  ///
  /// Source: local procedures of multi-agency safeguarding hubs; the hours are the usual ones.
  package var dueAtMicroseconds: Int64 {
    let hours: Int64 =
      switch rag {
      case .green: 72
      case .amber: 24
      case .red, .unspecified, .unrecognized: 4
      }
    return receivedAtUs + hours * 3_600_000_000
  }
}
