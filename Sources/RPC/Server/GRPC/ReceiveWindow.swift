/// What a client may still send on one stream. Decides only.
///
/// The window stays open while less than all of it waits to be taken, also in the midst of a message: so none is too large for
/// its stream, and a stream holds no more than a window and one message.
struct ReceiveWindow {
  private let size: Int
  /// What the client may send now.
  private(set) var remaining: Int
  /// Complete messages that nobody has taken.
  private(set) var heldCost = 0

  init(bytes: Int) {
    size = bytes
    remaining = bytes
  }

  /// Something was sent, or given.
  mutating func changed(to bytes: Int) { remaining = bytes }

  /// A message is complete and waits to be taken.
  mutating func held(cost: Int) { heldCost += cost }

  /// Messages were taken.
  mutating func taken(cost: Int) { heldCost -= cost }

  /// What to give the client now; `nil` for nothing yet.
  var update: Int? {
    let due = size - heldCost - remaining
    return due >= size / 2 ? due : nil
  }
}
