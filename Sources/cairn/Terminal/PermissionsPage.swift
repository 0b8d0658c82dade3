internal import CairnDomain
internal import CairnMessages

/// The table of permissions and that of states, to read.
enum PermissionsPage {
  static func lines(width: Int) -> [String] {
    var table = Table([.init(title: "Method"), .init(title: "Who may"), .init(title: "While the case is")])
    for method in methods { table.add([shortName(method), callers(method), states(method)]) }
    return table.lines(width: width)
  }

  static var markdown: [String] {
    [
      "# Who may do what", "",
      "The server decides by this table; `cairn permissions` prints it. What it does not allow is refused. A case that is not",
      "there and one that the caller has nothing to do with get the same answer; so does, whatever the table says and from every",
      "method, one that is sealed from them or from which they are excluded ([sharing.md](sharing.md)).", "",
      "| method | who may | while the case is |", "|---|---|---|",
    ] + methods.map { "| `\(shortName($0))` | \(callers($0)) | \(states($0)) |" }
  }

  /// Each method once, in the order of the table.
  private static var methods: [String] {
    Permission.table.reduce(into: []) { all, permission in
      if !all.contains(permission.method) { all.append(permission.method) }
    }
  }

  /// "CaseService/SetRag"
  private static func shortName(_ method: String) -> String {
    String(method.drop { $0 == "/" }.dropFirst("cairn.v1.".count))
  }

  private static func callers(_ method: String) -> String {
    Permission.callers(of: method).joined(separator: "; ")
  }

  private static func states(_ method: String) -> String {
    CaseStatus.activities.first { $0.method == method }?.statuses.compactMap(\.label).joined(separator: ", ") ?? ""
  }
}
