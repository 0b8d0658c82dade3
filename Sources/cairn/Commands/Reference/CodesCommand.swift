internal import ArgumentParser
internal import CairnDomain

/// `cairn codes`
struct CodesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codes", abstract: "List the codes that commands take, without asking a server.",
    discussion: """
      Frontline systems get the same by ReferenceDataService/ListCodes.

      Lists: \(CodeList.all.map(\.name).joined(separator: ", "))

      Example: cairn codes primary-need
      """)

  @Argument(help: "Which list. Default: all.")
  var list: String?

  func run() throws {
    let lists = list.map { name in CodeList.all.filter { $0.name == name } } ?? CodeList.all
    guard !lists.isEmpty else {
      throw ValidationError("There is no such list. Lists: \(CodeList.all.map(\.name).joined(separator: ", ")).")
    }
    for list in lists {
      var table = Table([.init(title: "Code"), .init(title: "Meaning"), .init(title: "From")])
      for entry in list.entries { table.add([entry.code, entry.label, entry.validFrom?.text ?? ""]) }
      try Terminal.print(["", "\(list.title) (\(list.name))"] + list.source.wrapped(to: Terminal.width))
      try Terminal.print(table.lines(width: Terminal.width))
    }
  }
}
