internal import ArgumentParser
internal import CairnServer
internal import Foundation
internal import Identifiers
internal import Projections

/// `cairn projections parked`
struct ProjectionParked: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parked", abstract: "List the streams that live views leave out, because an event cannot be read.")

  @OptionGroup(title: "Where the data is") var data: DataOptions

  func run() async throws {
    let parked = try await HubProjections.with(data) { try await $0.parkedStreams() }
    guard !parked.isEmpty else { return try Terminal.print(["No stream is parked."]) }
    var table = Table([
      .init(title: "View"), .init(title: "Stream", isWhole: true), .init(title: "Since position", alignment: .right),
      .init(title: "Recorded"), .init(title: "Reason"),
    ])
    for stream in parked {
      table.add([
        stream.projection, stream.streamID.description, String(stream.position),
        Moment.text(microseconds: stream.recordedAt), stream.reason,
      ])
    }
    try Terminal.print(table.lines(width: Terminal.width))
  }
}

extension HubProjections {
  /// Says so if a generation leaves streams out: it is not the whole log that is shown.
  func tellOfParked(in generation: Generation) async throws {
    let now = try await generations().first { $0.name == generation.name && $0.number == generation.number }
    let count = now?.parkedStreamCount ?? 0
    guard count > 0 else { return }
    let streams = count == 1 ? "1 stream is" : "\(count) streams are"
    try Terminal.print([
      "\(generation.name): \(streams) left out from an event on that cannot be read: see cairn projections parked."
    ])
  }
}

/// `cairn projections release`
struct ProjectionRelease: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Fold a parked stream in again from where it was parked.",
    discussion: "For after the cause is mended, such as by a newer version of the program.")

  @OptionGroup var stream: ParkedStreamChoice
  @OptionGroup(title: "Where the data is") var data: DataOptions

  func run() async throws {
    try await stream.takeIn(data, leavingOut: nil)
  }
}

/// `cairn projections skip`
struct ProjectionSkip: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip", abstract: "Leave the event at which a stream was parked out of the view for ever.",
    discussion: "The decision is kept on record with its reason and with who took it, and holds for every rebuild.")

  @OptionGroup var stream: ParkedStreamChoice

  @Option(help: "Why. Say nothing personal.")
  var because: String

  @OptionGroup(title: "Where the data is") var data: DataOptions

  func validate() throws {
    guard !because.allSatisfy(\.isWhitespace) else { throw ValidationError("--because needs a reason.") }
  }

  func run() async throws {
    try await stream.takeIn(
      data, leavingOut: ParkingLot.Decision(reason: because, decidedBy: "hub/operator \(NSUserName())"))
  }
}

/// Which parked stream of which view.
struct ParkedStreamChoice: ParsableArguments {
  @Argument(help: ArgumentHelp("The view, as cairn projections parked names it.", valueName: "name"))
  var name: String

  @Argument(help: ArgumentHelp("The stream's id.", valueName: "stream"))
  var streamID: String

  func takeIn(_ data: DataOptions, leavingOut decision: ParkingLot.Decision?) async throws {
    let (name, id) = (self.name, streamID)
    let outcome = try await HubProjections.with(data) { projections -> ParkedStream? in
      let parked = try await projections.parkedStreams()
      guard let stream = parked.first(where: { $0.projection == name && $0.streamID.description == id }) else {
        throw ValidationError("\(name) has no parked stream \(id): see cairn projections parked.")
      }
      return try await projections.takeIn(stream, leavingOut: decision)
    }
    guard let outcome else { return try Terminal.print(["\(name): stream \(id) is folded in again."]) }
    try Terminal.print(["\(name): stream \(id) is parked at position \(outcome.position): \(outcome.reason)"])
    throw ExitCode.failure
  }
}
