internal import ArgumentParser
internal import Cryptography

/// `cairn agreement key`
struct AgreementKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make the key with which an agency signs agreements.",
    discussion: """
      The file is the agency's secret: who has it signs for the agency. It gets mode 0400; keep a copy in a safe place. Its \
      public half is printed, for the hub's operator to register. `openssl genpkey -algorithm ed25519` makes such a key too.

      Example: cairn agreement key --out met.key > met.pem
      """)

  @Option(help: ArgumentHelp("Where the secret key goes; a file that is there is left as it is.", valueName: "file"))
  var out: String

  func run() throws {
    let key = SigningKey(random: RandomSource())
    try SigningKeyFile(path: out).write(key)
    guard let text = PEM.text(ofPublicKey: key.publicKey) else { preconditionFailure("a key has a public half") }
    try Terminal.print(text.split(separator: "\n").map(String.init))
  }
}
