extension CivilDate {
  /// Days since 1970-01-01, negative before it.
  ///
  /// Counts in eras of 400 years that begin on 1 March, so that a leap day is the last day of its year.
  package var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.floored(dividingBy: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day so many days after 1970-01-01; `nil` outside the years 0 to 9999.
  package init?(daysSinceEpoch days: Int) {
    guard (-719_528...2_932_896).contains(days) else { return nil }
    let shifted = days + 719_468
    let era = shifted.floored(dividingBy: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Day of the week: 0 is Sunday, 6 Saturday.
  package var weekday: Int {
    let days = daysSinceEpoch + 4
    return days - days.floored(dividingBy: 7) * 7
  }

  /// Full years between this day, as a birth, and another: 29 February turns on 1 March in common years.
  func yearsOld(on date: CivilDate) -> Int {
    date.year - year - ((date.month, date.day) < (month, day) ? 1 : 0)
  }
}

extension BinaryInteger {
  /// Division that rounds down, also below zero.
  func floored(dividingBy divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
