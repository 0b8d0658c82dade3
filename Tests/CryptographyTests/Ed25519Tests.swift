internal import Cryptography
internal import EventLogTestSupport
internal import Testing

@Suite struct Ed25519Tests {
  struct Vector: Sendable {
    let secret, publicKey, message, signature: String
  }

  /// Tests 1 to 3 of RFC 8032 section 7.1.
  static let vectors = [
    Vector(
      secret: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
      signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        + "d25bf5f0595bbe24655141438e7a100b"),
    Vector(
      secret: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
      signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        + "387b2eaeb4302aeeb00d291612bb0c00"),
    Vector(
      secret: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
      signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        + "4a7c15e9716ed28dc027beceea1ec40a"),
  ]

  @Test(arguments: vectors)
  func itSignsAndVerifiesAsTheStandardSays(vector: Vector) throws {
    let message = [UInt8](hexadecimal: vector.message)
    let publicKey = [UInt8](hexadecimal: vector.publicKey)
    let signature = [UInt8](hexadecimal: vector.signature)
    guard let key = SigningKey(secret: [UInt8](hexadecimal: vector.secret)) else {
      Issue.record("32 bytes are a key")
      return
    }
    #expect(key.publicKey == publicKey)
    #expect(key.signature(of: message) == signature)
    #expect(Ed25519.isSignature(signature, of: message, under: publicKey))
  }

  @Test func oneBitAnywhereSpoilsIt() {
    let key = SigningKey(random: RandomSource())
    let message = Array("what was agreed".utf8)
    let signature = key.signature(of: message)
    for index in message.indices {
      var other = message
      other[index] ^= 1
      #expect(!Ed25519.isSignature(signature, of: other, under: key.publicKey))
    }
    for index in signature.indices {
      var other = signature
      other[index] ^= 1
      #expect(!Ed25519.isSignature(other, of: message, under: key.publicKey))
    }
    let stranger = SigningKey(random: RandomSource())
    #expect(!Ed25519.isSignature(signature, of: message, under: stranger.publicKey))
  }

  @Test func whatIsTooShortOrTooLongIsNoSignatureAndNoKey() {
    let key = SigningKey(random: RandomSource())
    let signature = key.signature(of: [1])
    #expect(Ed25519.isSignature(signature, of: [1], under: key.publicKey))
    #expect(!Ed25519.isSignature(Array(signature.dropLast()), of: [1], under: key.publicKey))
    #expect(!Ed25519.isSignature(signature + [0], of: [1], under: key.publicKey))
    #expect(!Ed25519.isSignature([], of: [1], under: key.publicKey))
    #expect(!Ed25519.isSignature(signature, of: [1], under: Array(key.publicKey.dropLast())))
    if SigningKey(secret: [UInt8](repeating: 1, count: 31)) != nil { Issue.record("31 bytes are no key") }
  }
}

@Suite struct PEMTests {
  /// Made by `openssl genpkey -algorithm ed25519` and `openssl pkey -pubout`.
  private static let secret = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
    -----END PRIVATE KEY-----

    """
  /// The same, by `openssl pkey -aes256 -passout pass:x`: nobody is asked for the passphrase.
  private static let encrypted = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhRhTqYITOVIwICCAAw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEILZwd5XN9e1hP9pOm8Go74EQOAT
    b1wCfAWEbKOYSpCXgIGnYZ3fX6lxHT4kpv+87b8GOthtcAQkcEXP76cQTCMVTUvW
    nRSqXfSJ6kvWWcAgdLA=
    -----END ENCRYPTED PRIVATE KEY-----

    """
  private static let shared = """
    -----BEGIN PUBLIC KEY-----
    MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
    -----END PUBLIC KEY-----

    """

  @Test func keysAreReadAndWrittenAsOpenSSLDoes() {
    guard let key = SigningKey(pem: Self.secret) else {
      Issue.record("the key is not read")
      return
    }
    #expect(key.publicKey == [UInt8](hexadecimal: Ed25519Tests.vectors[0].publicKey))
    #expect(key.pem == Self.secret)
    #expect(PEM.text(ofPublicKey: key.publicKey) == Self.shared)
    #expect(PEM.publicKey(of: Self.shared) == key.publicKey)
  }

  @Test func whatIsNoSuchKeyIsNotRead() {
    for text in ["", Self.shared, Self.secret.replacing("MC4C", with: "MC4D"), Self.encrypted] {
      if SigningKey(pem: text) != nil { Issue.record("this is no key: \(text)") }
    }
    #expect(PEM.publicKey(of: "") == nil && PEM.publicKey(of: Self.secret) == nil)
    #expect(PEM.text(ofPublicKey: [1]) == nil)
    // X25519, of the same length.
    let other = Self.shared.replacing("MCowBQYDK2VwAyEA", with: "MCowBQYDK2VuAyEA")
    #expect(PEM.publicKey(of: other) == nil)
  }
}
