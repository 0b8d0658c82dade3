package import CairnMessages

extension CaseDocument {
  /// The rating that stands; unspecified while nobody has rated the case since it was opened, or opened anew.
  package var rag: Rag {
    // A reopened case may be decided without a rating: that of its former course is none of the new one.
    ragHistory.dropFirst(Int(formerRatingCount)).last?.rag ?? .unspecified
  }

  /// When the next of the case's clocks runs out, in microseconds since 1970-01-01T00:00:00Z; the end of time if nothing is
  /// due.
  package var dueAtMicroseconds: Int64 { clocks.next?.dueAtUs ?? .max }
}
