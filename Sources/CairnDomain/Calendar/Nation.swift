/// A nation of the United Kingdom. Each has bank holidays of its own, and a hub lies in one of them.
package enum Nation: Hashable, Sendable, CaseIterable {
  /// England and Wales share all bank holidays today, but each may be given one of its own.
  case england, wales
  case scotland, northernIreland

  /// As programs and command lines write it, such as "northern-ireland".
  package var code: String {
    switch self {
    case .england: "england"
    case .wales: "wales"
    case .scotland: "scotland"
    case .northernIreland: "northern-ireland"
    }
  }

  /// The nation of that code; `nil` if there is none.
  package init?(code: String) {
    guard let nation = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = nation
  }
}
