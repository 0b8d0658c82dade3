/// A way through a proxy.
enum FlowDirection: Int, Sendable, CaseIterable {
  case toServer, toClient
}

/// What a proxy does to one connection, once.
struct Fault: Sendable, Hashable {
  enum Kind: String, Sendable, CaseIterable {
    /// From here on everything in this direction of the connection comes later.
    case delay
    /// Both sides get an RST, and a Unix socket behind is closed.
    case reset
    /// Nothing goes through any more, either way, and neither side hears of it.
    case halfOpen
    /// The connection ends in good order, in the middle of what was said.
    case truncation
    /// One bit arrives as another.
    case bitFlip
  }

  /// Where in the bytes it strikes.
  enum Place: Sendable, Hashable {
    /// At the byte that the count leads to.
    case anywhere
    /// At the next byte that stands at that index in the header of a message.
    case header(index: Int)
    /// Before the next message whose type is this byte, in a piece in which this text stands before it.
    case message(type: UInt8, after: String)
  }

  var kind: Kind
  var direction: FlowDirection
  /// How many bytes go that way first, on all connections together, from when it became the next fault. Of them all, so
  /// that any traffic brings it about.
  var afterBytes: Int
  var place = Place.anywhere
  /// Of a delay.
  var milliseconds = 0
  /// Of a flip; 0 is the lowest.
  var bit = 0
}
