internal import ArgumentParser
internal import Identifiers

/// A person's id in a staff register, as the command line takes it.
struct PersonID: Hashable, Sendable, CustomStringConvertible {
  let id: Identifier128

  init(_ id: Identifier128) {
    self.id = id
  }

  var description: String { id.description }
}

extension PersonID: ExpressibleByArgument {
  init?(argument: String) {
    guard let id = Identifier128(argument), id != .nil128 else { return nil }
    self.init(id)
  }
}
