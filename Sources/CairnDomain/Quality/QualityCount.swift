internal import CairnMessages
package import Identifiers

/// Counts what came into the log and what was wrong with it, event by event: by the agency that sent it, the month in London
/// in which the log recorded it, and the field. It keeps counts and no content.
///
/// Each event counts where it stands: what was missing stays missing in the month in which it came. Findings alone are
/// followed up, so that those that were corrected or answered since are told from the open ones.
package struct QualityCount: Hashable, Sendable {
  /// Whose, and of when.
  package struct Key: Hashable, Sendable {
    package let agencyID: String
    package let month: QualityMonth
  }

  /// What came, by agency and month.
  package internal(set) var cells: [Key: QualityCell] = [:]
  /// What agencies are called, as they were registered.
  package internal(set) var agencyNames: [String: String] = [:]
  /// Findings that are still open, of streams in which some come to be settled.
  var open: [Identifier128: [OpenFinding]] = [:]

  /// What is counted is of these months; `nil` for all.
  private let months: ClosedRange<QualityMonth>?
  /// `nil` if every stream may have some.
  private let settledStreams: Set<Identifier128>?

  /// Nothing yet.
  ///
  /// - Parameters:
  ///   - months: to count; `nil` for all.
  ///   - settledStreams: streams that have events of `settlingTypes`. What is open is remembered for these alone, so that
  ///     memory grows with what people corrected and answered, and not with what came. `nil` remembers all.
  package init(months: ClosedRange<QualityMonth>? = nil, settledStreams: Set<Identifier128>? = nil) {
    self.months = months
    self.settledStreams = settledStreams
  }

  /// Types of events that bring something to be counted.
  package static let receivingTypes: Set<EventType> = [.referralReceived, .caseOpened, .informationProvided]
  /// Types of events that settle findings of their stream.
  package static let settlingTypes: Set<EventType> = [.childCorrected, .findingResolved, .referralFindingResolved]
  /// Types of events that change no count.
  package static let otherTypes = Set(EventType.allCases).subtracting(receivingTypes).subtracting(settlingTypes)
    .subtracting([.agencyRegistered])

  /// Whether an event may change a count; those that do not need not be opened.
  ///
  /// - Parameter type: `nil` for one that this version does not know.
  package func concerns(_ type: EventType?, recordedAtMicroseconds: Int64) -> Bool {
    guard let months, type != .agencyRegistered else { return type.map { !Self.otherTypes.contains($0) } ?? true }
    guard let month = QualityMonth(atMicroseconds: recordedAtMicroseconds) else { return false }
    if type.map(Self.settlingTypes.contains) ?? false { return month >= months.lowerBound }
    return months.contains(month) && type.map { !Self.otherTypes.contains($0) } ?? true
  }

  /// Counts one more event. Those of one stream come in their order.
  package mutating func fold(_ event: DomainEvent, _ envelope: EventEnvelope) {
    switch event {
    case .agencyRegistered(let registered):
      if let agency = registered.agency { agencyNames[agency.agencyID] = agency.name }
    case .referralReceived(let received, let reporter):
      receive(received.findings, envelope) { $0.count(received, reporter: reporter) }
    case .caseOpened(let opened): receive(opened.findings, envelope) { $0.count(opened) }
    case .informationProvided(let provided):
      receive(provided.namedFindings, envelope) { $0.count(provided.statements) }
    case .childCorrected(let corrected): correct(corrected, envelope)
    case .findingResolved(let resolved): answer(resolved.rule, resolved.field, envelope)
    case .referralFindingResolved(let resolved): answer(resolved.rule, resolved.field, envelope)
    case .staffRegistered, .staffRolesChanged, .staffEnded, .signingKeyRegistered, .agreementDrafted, .agreementSigned,
      .agreementSuspended, .agreementResumed, .agreementEnded, .referrerAcknowledged, .acknowledgementMissed,
      .ragChanged,
      .informationRequested, .nilReturned, .authorityIssued, .certificateIssued, .certificateRevoked,
      .requestDeclined, .thresholdDecided, .referralAttached, .caseJoined, .caseLinked, .caseClosed, .caseReopened,
      .deadlineMissed, .accessGranted, .accessEnded, .glassBroken, .glassReviewed, .sharingDecided, .caseSealed,
      .caseUnsealed,
      .categoriesSealed, .contributionSealed, .sealReleased:
      break
    }
  }

  /// Counts an event of which nothing is known but its envelope.
  ///
  /// - Parameters:
  ///   - type: `nil` for one that this version does not know.
  ///   - isErased: its key is erased; otherwise it cannot be read.
  package mutating func miss(_ type: EventType?, _ envelope: EventEnvelope, isErased: Bool) {
    guard let key = key(envelope) else { return }
    if !isErased { cells[key, default: QualityCell()].unreadableEvents += 1 }
    // With what settled a finding, the finding is erased.
    guard isErased, type.map(Self.receivingTypes.contains) ?? false else { return }
    cells[key, default: QualityCell()].erasedEvents += 1
  }

  private mutating func receive(
    _ findings: [Finding], _ envelope: EventEnvelope, count: (inout QualityCell) -> Void
  ) {
    guard let key = key(envelope) else { return }
    count(&cells[key, default: QualityCell()])
    add(findings, key, envelope.stream)
  }

  /// `nil` outside the months that are counted.
  func key(_ envelope: EventEnvelope) -> Key? {
    guard let month = QualityMonth(atMicroseconds: envelope.recordedAtMicroseconds) else { return nil }
    guard months.map({ $0.contains(month) }) ?? true else { return nil }
    return Key(agencyID: envelope.agencyID, month: month)
  }

  /// Whether findings of the stream come to be settled.
  func remembers(_ stream: Identifier128) -> Bool {
    settledStreams.map { $0.contains(stream) } ?? true
  }
}
