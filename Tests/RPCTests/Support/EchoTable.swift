@testable internal import RPC

extension MethodTable {
  /// Methods that most tests need.
  static var echo: MethodTable {
    var table = MethodTable()
    table.registerBytes(path: "/test.Echo/Echo") { bytes, context in
      Answer(message: bytes, metadata: context.metadata)
    }
    table.registerBytes(path: "/test.Echo/Later") { bytes, _ in
      await Task.yield()
      return Answer(message: bytes)
    }
    table.registerImmediateBytes(path: "/test.Echo/Now") { bytes, _ in Answer(message: bytes) }
    return table
  }
}
