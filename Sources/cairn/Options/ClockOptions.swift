internal import ArgumentParser
internal import CairnDomain

/// The hub's clocks: what they come to is written into the record when something is due, so that another setting moves
/// nothing that was due before.
struct ClockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Whose bank holidays count: \(Nation.allCases.map(\.code).joined(separator: ", ")).", valueName: "nation"))
  var nation = Nation.england

  @Option(
    help: ArgumentHelp(
      "Hours for gathering information on red, amber and green cases.",
      discussion: "Red runs day and night; amber and green stand still on days that are no working days.",
      valueName: "red,amber,green"))
  var ratingHours = "4,24,72"

  @Option(
    name: .customLong("bank-holiday"),
    help: ArgumentHelp(
      "A bank holiday that was proclaimed after this version was made; may be given more than once.",
      valueName: "YYYY-MM-DD"))
  var bankHolidays: [String] = []

  /// - Throws: `ValidationError` naming what cannot be read.
  func settings() throws -> ClockSettings {
    let numbers = ratingHours.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let red = numbers[0], let amber = numbers[1], let green = numbers[2],
      let hours = ClockSettings.RatingHours(red: red, amber: amber, green: green)
    else {
      throw ValidationError(
        "--rating-hours \(ratingHours) is not three whole numbers from 1 to 8784, none less than the one before.")
    }
    let proclaimed = try bankHolidays.map { text in
      guard let date = CivilDate(text) else { throw ValidationError("--bank-holiday \(text) is no day as YYYY-MM-DD.") }
      return date
    }
    return ClockSettings(calendar: WorkingCalendar(nation: nation, proclaimed: proclaimed), hours: hours)
  }
}

extension Nation: ExpressibleByArgument {
  /// Reads the nation as the command line spells it, such as "northern-ireland".
  public init?(argument: String) {
    self.init(code: argument)
  }
}
