/// An index that a generation has once it is filled.
struct GenerationIndex: Hashable, Sendable {
  /// Of the projection, such as "case_document".
  let table: String
  /// What its name ends with, such as "due".
  let suffix: String
}
