package import CairnDomain
package import Libpq
package import RPC

/// What a hub's server is started with.
package struct HubConfiguration: Sendable {
  /// The hub's database: the log and the read tables.
  package var database: ConnectionString
  /// The database of the wrapped data keys.
  package var keysDatabase: ConnectionString
  /// The file of the key-encryption key; made, with mode 0400, if there is none and the log is empty.
  package var keyFile: String
  package var addresses: [SocketName]
  package var callers: CallerRegister
  /// How it speaks TLS on TCP; `nil` to speak there in clear, to callers of this machine who are believed.
  package var tls: TLSSettings?
  /// Takes the log over at once, also from a server that lives.
  package var takesOver = false
  /// How long the hub gives itself.
  package var clocks = ClockSettings.standard
  /// How long a broken glass lets somebody see a case.
  package var glassLife = GlassLife.usual
  /// How often the hub looks whether a clock has run out.
  package var deadlineInterval = Duration.milliseconds(500)
  /// Microseconds since 1970-01-01T00:00:00Z: what the hub's clocks go by. Tests let it run as they like.
  package var now: @Sendable () -> Int64 = SystemClock.microseconds

  /// The folder of the keys that sign certificates, beside the key-encryption key.
  var authorityFolder: String {
    (keyFile.lastIndex(of: "/").map { String(keyFile[...$0]) } ?? "") + "authority"
  }

  /// A configuration of its fields.
  package init(
    database: ConnectionString, keysDatabase: ConnectionString, keyFile: String, addresses: [SocketName],
    callers: CallerRegister
  ) {
    self.database = database
    self.keysDatabase = keysDatabase
    self.keyFile = keyFile
    self.addresses = addresses
    self.callers = callers
  }
}
