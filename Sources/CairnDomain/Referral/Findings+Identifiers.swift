internal import CairnMessages

extension Findings {
  mutating func check(_ identifier: Identifier, child: Int?, at path: @autoclosure () -> String) {
    let value = identifier.value
    if value.isBlank { add(.identifierValue, child: child, at: "\(path()).value") }
    switch identifier.scheme {
    case .unspecified, .unrecognized:
      add(.identifierScheme, child: child, at: "\(path()).scheme")
    case .nhsNumber where !value.isBlank:
      if let fault = NHSNumber.fault(in: value) { add(fault.rule, child: child, at: "\(path()).value") }
    case .upn where !value.isBlank:
      for fault in UniquePupilNumber.faults(in: value) { add(fault.rule, child: child, at: "\(path()).value") }
    case .pnc where !value.isBlank:
      if let fault = PoliceNationalComputerID.fault(in: value) { add(fault.rule, child: child, at: "\(path()).value") }
    case .nhsNumber, .upn, .pnc, .local: break
    }
  }

  /// Each child that shares an identifier with another gets a finding of its own: either may be wrong.
  mutating func checkSharedIdentifiers(_ children: [Child]) {
    guard children.count > 1 else { return }
    let all = children.map { $0.identifiers.map(\.comparable) }
    for (index, child) in children.enumerated() {
      for (position, identifier) in child.identifiers.enumerated() where !identifier.value.isBlank {
        let isShared = all.indices.contains { $0 != index && all[$0].contains(all[index][position]) }
        guard isShared else { continue }
        add(.identifierOfOneChild, child: index, at: "children[\(index)].identifiers[\(position)].value")
      }
    }
  }
}

extension Identifier {
  /// As it is compared with others: the scheme, and the value without spaces, in upper case.
  fileprivate var comparable: ComparableIdentifier {
    ComparableIdentifier(scheme: scheme, value: value.withCompactUppercase { Array($0) })
  }
}

private struct ComparableIdentifier: Equatable {
  let scheme: IdentifierScheme
  let value: [UInt8]
}

extension NHSNumber.Fault {
  fileprivate var rule: Rule {
    switch self {
    case .form: .nhsNumberForm
    case .checkDigit: .nhsNumberCheckDigit
    }
  }
}

extension UniquePupilNumber.Fault {
  fileprivate var rule: Rule {
    switch self {
    case .length: .upnLength
    case .localAuthority: .upnLocalAuthority
    case .serial: .upnSerial
    case .lastCharacter: .upnLastCharacter
    case .checkLetter: .upnCheckLetter
    }
  }
}

extension PoliceNationalComputerID.Fault {
  fileprivate var rule: Rule {
    switch self {
    case .form: .pncForm
    case .checkLetter: .pncCheckLetter
    }
  }
}
