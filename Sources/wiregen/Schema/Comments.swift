internal import CDescriptorProto
internal import CProtobufC

/// The comments of one file, by the path that a descriptor gives to what they describe.
struct Comments {
  private var texts: [[Int32]: String] = [:]

  init(of file: UnsafePointer<CFile>) {
    guard let info = file.pointee.source_code_info else { return }
    for location in elements(info.pointee.n_location, info.pointee.location) {
      let leading = location.pointee.leading_comments
      guard let comment = leading ?? location.pointee.trailing_comments else { continue }
      let path = [Int32](UnsafeBufferPointer(start: location.pointee.path, count: location.pointee.n_path))
      texts[path] = Self.trimmed(text(comment))
    }
  }

  /// The comment of what stands at a path; empty if it has none.
  subscript(path: Int32...) -> String { texts[path] ?? "" }

  private static func trimmed(_ comment: String) -> String {
    var lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix(" ") ? line.dropFirst() : line
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    return lines.joined(separator: "\n")
  }
}
