internal import Glibc

/// A null-terminated array of C strings for the length of a call.
struct CStringArray: ~Copyable {
  private let storage: UnsafeMutablePointer<UnsafePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    storage = .allocate(capacity: strings.count + 1)
    storage.initialize(repeating: nil, count: strings.count + 1)
    for (index, string) in strings.enumerated() { storage[index] = UnsafePointer(strdup(string)) }
  }

  deinit {
    for index in 0..<count { free(UnsafeMutablePointer(mutating: storage[index])) }
    storage.deallocate()
  }

  var pointers: UnsafePointer<UnsafePointer<CChar>?> { UnsafePointer(storage) }
}
