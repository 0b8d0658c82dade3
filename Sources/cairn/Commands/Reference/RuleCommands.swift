internal import ArgumentParser
internal import CairnDomain
internal import CairnJSON
internal import CairnMessages

/// `cairn rules`
struct RuleCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "See the rules that commands are decided under.",
    discussion: "Numbers without a letter in front are the Department for Education's; C- is this product's own.",
    subcommands: [RuleList.self, RuleShow.self])
}

/// `cairn rules list`
struct RuleList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the rules of this version, without asking a server.")

  enum ClassFilter: String, ExpressibleByArgument, CaseIterable {
    case refuse, finding
  }

  @Option(name: .customLong("class"), help: "Only rules that refuse, or only those that make findings.")
  var ruleClass: ClassFilter?

  @Flag(name: .customLong("json"), help: "Print JSON for programs.")
  var json = false

  func run() throws {
    var listed = ListRulesResponse.current
    listed.rules = listed.rules.filter { rule in
      ruleClass.map { ($0 == .finding) == (rule.ruleClass == .finding) } ?? true
    }
    guard !json else { return try Terminal.print([JSONText.of(listed)]) }
    var table = Table([.init(title: "Rule"), .init(title: "If broken"), .init(title: "What it asks")])
    for rule in listed.rules {
      table.add([rule.number, rule.ruleClass == .finding ? "finding" : "refused", rule.title])
    }
    try Terminal.print(
      table.lines(width: Terminal.width) + ["", "\(listed.rules.count) rules of rule set \(listed.ruleSetVersion)."])
  }
}

/// `cairn rules show`
struct RuleShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one rule.", discussion: "Example: cairn rules show 8867")

  @Argument(help: "The rule's number.")
  var number: String

  func run() throws {
    guard let rule = ListRulesResponse.current.rules.first(where: { $0.number == number }) else {
      throw ValidationError("There is no rule \(number): `cairn rules list` lists them.")
    }
    let width = Terminal.width
    let until = rule.validTo.isEmpty ? "" : " to \(rule.validTo)"
    try Terminal.print(
      ["Rule \(rule.number): \(rule.title)"] + Field.lines("Source", rule.source, width: width)
        + Field.lines("If broken", rule.ruleClass == .finding ? "recorded with a finding" : "refused", width: width)
        + Field.lines("What is said", rule.message, width: width)
        + Field.lines("In force", "from \(rule.validFrom)\(until)", width: width))
  }
}
