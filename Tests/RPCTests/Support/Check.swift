internal import Testing

/// Expects a condition over what cannot be copied, which `#expect` cannot take apart.
func check(_ condition: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(condition, sourceLocation: sourceLocation)
}
