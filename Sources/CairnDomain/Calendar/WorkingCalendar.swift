/// Which days are worked in a nation, and when a clock that counts them runs out.
///
/// A working day is a day from Monday to Friday that is no bank holiday. Days are those of Europe/London, midnight to
/// midnight, summer time included. Outside ``BankHolidays/years`` only weekends are no working days.
///
/// It holds a table of every day of those years. Making one is far dearer than asking it: a hub makes one and keeps it.
///
/// Source: Working Together to Safeguard Children, for limits in working days.
package struct WorkingCalendar: Sendable {
  /// The nation whose bank holidays count.
  package let nation: Nation
  /// Bank holidays that were proclaimed after this version was made.
  package let proclaimed: [CivilDate]
  let workingDays: WorkingDaySet

  /// Makes the calendar of a nation.
  ///
  /// - Parameter proclaimed: further bank holidays, in any order; those outside ``BankHolidays/years`` are passed over.
  package init(nation: Nation, proclaimed: [CivilDate] = []) {
    self.nation = nation
    self.proclaimed = proclaimed
    let holidays = BankHolidays.years.flatMap { BankHolidays.days(of: $0, in: nation) }
    workingDays = WorkingDaySet(years: BankHolidays.years, without: holidays + proclaimed)
  }

  /// Whether a day is a working day.
  package func isWorkingDay(_ date: CivilDate) -> Bool {
    workingDays.contains(date.daysSinceEpoch)
  }

  /// The n-th working day after a day. The day itself counts 0, whether it is a working day or not.
  ///
  /// - Parameter number: 0 or less gives the day itself. Where the calendar ends first, the answer is its last day.
  package func day(workingDays number: Int, after date: CivilDate) -> CivilDate {
    guard number > 0 else { return date }
    let day = workingDays.day(number, after: date.daysSinceEpoch)
    return day.flatMap { CivilDate(daysSinceEpoch: $0) } ?? .last
  }
}

extension CivilDate {
  /// 9999-12-31.
  fileprivate static let last = CivilDate(knownYear: 9999, month: 12, day: 31)
}
