/// Gives each value that it meets a small number, the same whenever it meets it again.
struct Interner<Value: Hashable & Sendable>: Sendable {
  private(set) var values: [Value] = []
  private var numbers: [Value: Int32] = [:]

  var count: Int { values.count }

  subscript(number: Int32) -> Value { values[Int(number)] }

  func number(of value: Value) -> Int32? { numbers[value] }

  mutating func intern(_ value: Value) -> Int32 {
    let next = Int32(values.count)
    let number = numbers[value, default: next]
    if number == next {
      numbers[value] = next
      values.append(value)
    }
    return number
  }
}
