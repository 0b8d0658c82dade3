internal import Cryptography
import EventLog
import EventLogTestSupport
import History
import Identifiers

/// Clients, readers and subscribers of a hub, on a scheduler that does the same with the same seed.
struct Simulation {
  private enum Phase {
    case idle
    case sent(SimulatedCommand)
    case processed(SimulatedCommand, SimulatedHub.Outcome)
  }

  private struct Client {
    var name: String
    var phase = Phase.idle
    var known: [Identifier128] = []
    /// The highest position that it was told.
    var told: UInt64?
  }

  private struct Subscriber {
    let name: String
    let scope: SubscriberScope
    let hidesPositions: Bool
    var position: UInt64 = 0
  }

  private var chance: SplitMix
  private var hub: SimulatedHub
  private var clients = (0..<5).map { Client(name: "client \($0)") }
  private var subscribers: [Subscriber]
  private var history: [HistoryRecord] = []
  private var time: UInt64 = 1_000
  private var commands = 0
  private var unsettled: [SimulatedCommand] = []
  private var settled: [SimulatedCommand] = []
  /// Sent, given up by their clients, and still on their way.
  private var strays: [SimulatedCommand] = []

  static func run(seed: UInt64, steps: Int = 300) -> SimulatedRun {
    var simulation = Simulation(seed: seed)
    simulation.start()
    for _ in 0..<steps { simulation.step() }
    simulation.finish()
    return SimulatedRun(log: simulation.hub.log, history: simulation.history)
  }

  private init(seed: UInt64) {
    chance = SplitMix(seed: seed)
    hub = SimulatedHub(tellsMarks: chance.happens(percent: 50))
    subscribers = [
      Subscriber(name: "all", scope: .all, hidesPositions: false),
      Subscriber(name: "types", scope: SubscriberScope(types: ["Changed"]), hidesPositions: false),
      Subscriber(
        name: "streams", scope: SubscriberScope(streams: [Samples.id(1, kind: 0x5), Samples.id(2, kind: 0x5)]),
        hidesPositions: true),
      Subscriber(name: "agency", scope: SubscriberScope(types: ["Opened"], agencies: ["one"]), hidesPositions: true),
    ]
  }

  private mutating func start() {
    for subscriber in subscribers { note(.subscribe(after: 0, scope: subscriber.scope), by: subscriber.name) }
  }

  private mutating func step() {
    time += UInt64.random(in: 1...50, using: &chance)
    switch Int.random(in: 0..<10, using: &chance) {
    case 0..<7: act(Int.random(in: clients.indices, using: &chance))
    case 7: hub.projected = UInt64.random(in: hub.projected...UInt64(hub.log.count), using: &chance)
    case 8: deliver(to: Int.random(in: subscribers.indices, using: &chance))
    default:
      if !strays.isEmpty, chance.happens(percent: 30) { _ = hub.process(strays.removeFirst(), at: time, isBusy: false) }
    }
  }

  /// Subscribers are handed the rest. Calls that are under way stay so: nobody knows what comes of them.
  private mutating func finish() {
    for index in subscribers.indices {
      while deliver(to: index) {}
      note(.caughtUp(position: UInt64(hub.log.count)), by: subscribers[index].name)
    }
  }

  private mutating func note(_ step: HistoryRecord.Step, by name: String) {
    time += 1
    history.append(HistoryRecord(at: time, client: name, step: step))
  }

  private mutating func act(_ index: Int) {
    switch clients[index].phase {
    case .idle:
      if chance.happens(percent: 25) { return read(index) }
      let command = nextCommand()
      note(.invoke(command.invocation), by: clients[index].name)
      clients[index].phase = .sent(command)
    case .sent(let command):
      if chance.happens(percent: 6) {
        strays.append(command)
        return giveUp(index, command)
      }
      let outcome = hub.process(command, at: time, isBusy: chance.happens(percent: 5))
      clients[index].phase = .processed(command, outcome)
    case .processed(let command, let outcome):
      if chance.happens(percent: 12) { return giveUp(index, command) }
      settle(index, command, outcome)
    }
  }

  private mutating func giveUp(_ index: Int, _ command: SimulatedCommand) {
    unsettled.append(command)
    if chance.happens(percent: 30) {
      // The client dies without a word, and another one comes.
      clients[index] = Client(name: clients[index].name + "+")
    } else {
      note(.info(command.key), by: clients[index].name)
      clients[index].phase = .idle
    }
  }

  private mutating func settle(_ index: Int, _ command: SimulatedCommand, _ outcome: SimulatedHub.Outcome) {
    clients[index].phase = .idle
    switch outcome {
    case .fail(let status): note(.fail(command.key, status: status), by: clients[index].name)
    case .ok(let recorded):
      note(.ok(command.key, recorded: recorded), by: clients[index].name)
      clients[index].known += recorded.map(\.stream)
      clients[index].told = max(clients[index].told ?? 0, recorded.flatMap(\.positions).max() ?? 0)
      settled.append(command)
    }
  }

  private mutating func nextCommand() -> SimulatedCommand {
    if chance.happens(percent: 30), let command = unsettled.popLast() { return command }
    if chance.happens(percent: 10), let command = settled.randomElement(using: &chance) {
      guard chance.happens(percent: 40) else { return command }
      var other = command
      other.payload = Digest256(hashing: [9, 9])
      return other
    }
    commands += 1
    let key = Samples.command(commands, agencyID: chance.happens(percent: 50) ? "one" : "two")
    let effect: SimulatedCommand.Effect
    switch Int.random(in: 0..<10, using: &chance) {
    case 0..<4:
      effect = .open(streams: Int.random(in: 1...3, using: &chance), events: Int.random(in: 1...2, using: &chance))
    case 4..<9: effect = hub.streams.randomElement(using: &chance).map { .change(stream: $0) } ?? .refused
    default: effect = .refused
    }
    return SimulatedCommand(
      key: key, payload: Digest256(hashing: [UInt8(truncatingIfNeeded: commands)]), effect: effect)
  }

  private mutating func read(_ index: Int) {
    guard let stream = clients[index].known.randomElement(using: &chance) else { return }
    let after = chance.happens(percent: 70) ? clients[index].told : nil
    // The read side waits until it has come as far as the token asks.
    hub.projected = max(hub.projected, after ?? 0)
    note(.read(stream: stream, version: hub.shownVersion(of: stream), after: after), by: clients[index].name)
  }

  /// Hands a subscriber its next event; now and then it starts again from an earlier place.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  private mutating func deliver(to index: Int) -> Bool {
    let subscriber = subscribers[index]
    if chance.happens(percent: 4), subscriber.position > 0 {
      subscribers[index].position = UInt64.random(in: 0...subscriber.position, using: &chance)
      note(.subscribe(after: subscribers[index].position, scope: subscriber.scope), by: subscriber.name)
    }
    let rest = hub.log.dropFirst(Int(subscribers[index].position))
    guard let event = rest.first(where: { subscriber.scope.holds($0) }) else { return false }
    let entry = event.entry
    subscribers[index].position = entry.position
    let command = CommandKey(agencyID: event.agencyID, id: entry.commandID)
    note(
      .seen(
        subscriber.hidesPositions
          ? Sighting(stream: entry.streamID, version: entry.version, command: command)
          : Sighting(position: entry.position)), by: subscriber.name)
    return true
  }
}

extension SubscriberScope {
  func holds(_ event: LoggedEvent) -> Bool {
    (types.isEmpty || types.contains(event.entry.type)) && (streams.isEmpty || streams.contains(event.entry.streamID))
      && (agencies.isEmpty || agencies.contains(event.agencyID))
  }
}
