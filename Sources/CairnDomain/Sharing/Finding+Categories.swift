package import CairnMessages

extension Finding {
  /// Whether it is about a field of one of these categories: it would tell that the field is there.
  package func isOf(_ categories: DataCategorySet) -> Bool {
    guard !categories.isEmpty else { return false }
    let names = field.split(separator: ".").map { $0.prefix { $0 != "[" } }
    // "children[0].addresses[1].postcode" is the contract's "addresses.postcode" of a child.
    let path = names.drop { $0 == "children" || $0 == "child" || $0 == "adults" }.joined(separator: ".")
    let fields = Child.categorisedFields + Adult.categorisedFields
    return fields.contains { categories.contains($0.category) && ($0.path == path || $0.path.hasPrefix("\(path).")) }
  }
}

extension CaseView {
  /// Takes out the findings about fields of these categories.
  package mutating func withholdFindings(of categories: DataCategorySet) {
    guard !categories.isEmpty else { return }
    findings.removeAll { $0.isOf(categories) }
    resolvedFindings.removeAll { $0.finding?.isOf(categories) ?? false }
    for index in attached.indices { attached[index].findings.removeAll { $0.isOf(categories) } }
  }
}
