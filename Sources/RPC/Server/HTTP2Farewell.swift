/// What a client that speaks HTTP/2 is told where only Cairn frames are spoken: an empty SETTINGS frame, then GOAWAY.
///
/// Source: RFC 9113 sections 3.4, 6.5 and 6.8.
enum HTTP2Farewell {
  private static let text = Array("only Cairn frames are spoken here".utf8)
  private static let httpVersionRequired: UInt8 = 0x0D

  static let bytes: [UInt8] =
    [0, 0, 0, 4, 0, 0, 0, 0, 0]
    + [0, 0, UInt8(8 + text.count), 7, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, httpVersionRequired] + text
}
