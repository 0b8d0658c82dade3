internal import ArgumentParser
internal import CairnServer
internal import Projections

/// `cairn projections list`
struct ProjectionList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List every generation of every view, and how far it has come.")

  @OptionGroup(title: "Where the data is") var data: DataOptions

  @Flag(name: .customLong("json"), help: "Print JSON for programs.")
  var json = false

  func run() async throws {
    let (generations, head) = try await HubProjections.with(data) { projections in
      (try await projections.generations(), projections.headPosition)
    }
    guard !json else {
      return try Terminal.print(generations.map { Self.json($0, among: generations, head: head) })
    }
    var table = Table([
      .init(title: "View"), .init(title: "Generation", alignment: .right), .init(title: "State"),
      .init(title: "Position", alignment: .right), .init(title: "Behind", alignment: .right),
      .init(title: "Parked streams", alignment: .right),
    ])
    for generation in generations {
      table.add([
        generation.name, String(generation.number), Self.state(of: generation, among: generations),
        String(generation.reached), String(head - min(head, generation.reached)),
        String(generation.parkedStreamCount),
      ])
    }
    try Terminal.print(table.lines(width: Terminal.width))
  }

  static func state(of generation: Generation, among all: [Generation]) -> String {
    if generation.isLive { return "live" }
    if generation.isScratch { return "being compared" }
    let live = all.first { $0.isLive && $0.name == generation.name }
    return live.map { $0.number > generation.number } ?? false ? "old" : "being built"
  }

  private static func json(_ generation: Generation, among all: [Generation], head: UInt64) -> String {
    """
    {"name":"\(generation.name)","generation":\(generation.number),"form":\(generation.form),\
    "live":\(generation.isLive),"state":"\(state(of: generation, among: all))",\
    "position":\(generation.reached),"head":\(head),\
    "parkedStreams":\(generation.parkedStreamCount)}
    """
  }
}
