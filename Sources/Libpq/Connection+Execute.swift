internal import CLibpq

extension Connection {
  /// Queues one execution of a prepared statement, answers in binary form.
  func sendExecute(_ step: Step) -> Bool {
    let parameters = step.parameters
    let room = max(1, parameters.count)
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: room) { words in
      withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: room) { values in
        guard let words = words.baseAddress, let values = values.baseAddress else { return false }
        let binary = [Int32](repeating: 1, count: parameters.count)
        let lengths = parameters.map { Int32($0.byteCount) }
        return withPointers(to: parameters, from: 0, words: words, values: values) {
          PQsendQueryPrepared(pointer, step.statement.name, Int32(parameters.count), values, lengths, binary, 1) == 1
        }
      }
    }
  }

  /// Fills `values` with pointers to every parameter's bytes, each array held in place by one level of recursion,
  /// then calls `body`. `Step.parametersMax` bounds the depth.
  private func withPointers(
    to parameters: [Parameter], from start: Int, words: UnsafeMutablePointer<UInt64>,
    values: UnsafeMutablePointer<UnsafePointer<CChar>?>, _ body: () -> Bool
  ) -> Bool {
    var index = start
    while index < parameters.count {
      switch parameters[index].storage {
      case .null: (values + index).initialize(to: nil)
      case .word(let word, let count):
        (words + index).initialize(to: word.bigEndian)
        let bytes = UnsafeRawPointer(words + index) + (8 - count)
        (values + index).initialize(to: bytes.assumingMemoryBound(to: CChar.self))
      case .bytes(let array):
        return array.withUnsafeBytes { buffer in
          // An empty array may have no address, and a null pointer would mean NULL.
          let bytes = buffer.baseAddress ?? UnsafeRawPointer(words)
          (values + index).initialize(to: bytes.assumingMemoryBound(to: CChar.self))
          return withPointers(to: parameters, from: index + 1, words: words, values: values, body)
        }
      }
      index += 1
    }
    return body()
  }
}
