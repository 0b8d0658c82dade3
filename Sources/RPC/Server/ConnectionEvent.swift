/// What a server has to say to one of its connections, as an inbound event of its channel.
enum ConnectionEvent: Sendable {
  /// End when the calls under way have ended.
  case drain
  /// End now: the server does not talk to this peer any more, and says why.
  case refuse(String)
}
