internal import CDescriptorProto

/// The comments of a file by the path of what they stand before.
struct Comments {
  private var leading: [[Int32]: String] = [:]

  init(_ file: UnsafeMutablePointer<FileProto>) {
    guard let info = file.pointee.source_code_info else { return }
    for location in pointers(info.pointee.location, info.pointee.n_location) {
      guard let comment = location.pointee.leading_comments else { continue }
      let path = Array(UnsafeBufferPointer(start: location.pointee.path, count: location.pointee.n_path))
      leading[path] = text(comment)
    }
  }

  subscript(path: [Int32]) -> String { leading[path] ?? "" }
}
