import EventLogTestSupport
import Foundation

/// Faults by chance, the same for the same seed. Where they fall depends on the traffic.
enum FaultSchedule {
  /// How many faults a run has; `CAIRN_CHAOS` says otherwise.
  static let count = ProcessInfo.processInfo.environment["CAIRN_CHAOS"].flatMap(Int.init) ?? 60
  /// `CAIRN_CHAOS_SEED`.
  static let seed = ProcessInfo.processInfo.environment["CAIRN_CHAOS_SEED"].flatMap(UInt64.init) ?? 1

  /// All kinds in turn. Bits flip in the types of frames only: there is no checksum in a frame, so that a flip elsewhere
  /// can make another valid command of it. What keeps that from happening is TLS.
  static func betweenClientsAndServer(_ count: Int) -> [Fault] {
    var chance = SplitMix(seed: seed)
    return (0..<count).map { number in
      fault(Fault.Kind.allCases[number % Fault.Kind.allCases.count], place: .header(index: 4), using: &chance)
    }
  }

  /// First those faults that a server notices at once, then as many that it may notice only when an answer does not come:
  /// three in four of these flip a bit, the others leave a connection half-open.
  ///
  /// Bits flip in headers only: in what PostgreSQL is told their types, in what it says also their lengths. No checksum
  /// protects a parameter or a row on its way. What keeps those whole is TLS.
  static func betweenServerAndPostgres(_ count: Int) -> (loud: [Fault], silent: [Fault]) {
    let loud: [Fault.Kind] = [.reset, .truncation, .delay]
    let silent: [Fault.Kind] = [.bitFlip, .bitFlip, .bitFlip, .halfOpen]
    var chance = SplitMix(seed: seed)
    return (
      (0..<count / 2).map { fault(loud[$0 % loud.count], place: .anywhere, using: &chance) },
      (0..<count - count / 2).map { number in
        var fault = fault(silent[number % silent.count], place: .header(index: 0), using: &chance)
        if fault.direction == .toClient, fault.kind == .bitFlip {
          fault.place = .header(index: Int.random(in: 0..<5, using: &chance))
        }
        return fault
      }
    )
  }

  /// Any bit of what clients send.
  static func flipsTowardsServer(_ count: Int) -> [Fault] {
    var chance = SplitMix(seed: seed)
    return (0..<count).map { _ in
      var fault = fault(.bitFlip, place: .anywhere, using: &chance)
      fault.direction = .toServer
      return fault
    }
  }

  private static let gapBytesMax = 8_000
  private static let delayMillisecondsMax = 40

  private static func fault(_ kind: Fault.Kind, place: Fault.Place, using chance: inout SplitMix) -> Fault {
    Fault(
      kind: kind, direction: chance.happens(percent: 50) ? .toServer : .toClient,
      afterBytes: Int.random(in: 0..<gapBytesMax, using: &chance), place: kind == .bitFlip ? place : .anywhere,
      milliseconds: Int.random(in: 1...delayMillisecondsMax, using: &chance), bit: Int.random(in: 0..<8, using: &chance)
    )
  }
}
