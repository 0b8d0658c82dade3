package import CairnMessages

extension CaseDocument {
  /// The rating that stands; unspecified while nobody has rated the case since it was opened, or opened anew.
  package var rag: Rag {
    guard let last = ragHistory.last, status != .received else { return .unspecified }
    // A reopened case may be decided without a rating: that of its former course is none of the new one.
    if let reopened = reopenings.last, last.recordedAtUs < reopened.recordedAtUs { return .unspecified }
    return last.rag
  }

  /// When the next of the case's clocks runs out, in microseconds since 1970-01-01T00:00:00Z; the end of time if nothing is
  /// due.
  package var dueAtMicroseconds: Int64 { clocks.next?.dueAtUs ?? .max }
}
