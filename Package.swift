// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// For a module whose generic functions run for every command: a build for use makes them for their callers' types. swiftc's
/// -cross-module-optimization does so for public functions alone, and ours are `package`.
let madeForCallers =
  strict + [.unsafeFlags(["-Xllvm", "-sil-cross-module-serialize-all"], .when(configuration: .release))]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncAlgorithms = Target.Dependency.product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let certificatesX509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHPACK = Target.Dependency.product(name: "NIOHPACK", package: "swift-nio-http2")
let nioHTTP2 = Target.Dependency.product(name: "NIOHTTP2", package: "swift-nio-http2")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let swiftASN1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

/// Targets stand in the order of the layers: each may use only what stands above it.
let package = Package(
  name: "cairn",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "cairn", targets: ["cairn"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CJemalloc", pkgConfig: "jemalloc", providers: [.apt(["libjemalloc-dev"])]),
    .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
    .target(name: "CCairnProto", dependencies: ["CProtobufC"]),
    .target(name: "CDescriptorProto", dependencies: ["CProtobufC"]),
    .executableTarget(name: "wiregen", dependencies: ["CDescriptorProto", "CProtobufC"], swiftSettings: strict),

    .target(name: "Identifiers", swiftSettings: strict),
    .target(name: "CairnMessages", swiftSettings: strict),
    .target(name: "CairnCodec", dependencies: ["CairnMessages", "CCairnProto", "CProtobufC"], swiftSettings: strict),
    .target(name: "CairnJSON", dependencies: ["CairnMessages"], swiftSettings: strict),
    .target(name: "CairnDomain", dependencies: ["CairnMessages", "Identifiers"], swiftSettings: strict),
    .target(
      name: "SampleReferrals", dependencies: ["CairnDomain", "CairnMessages", "Identifiers"], swiftSettings: strict),
    .target(name: "Cryptography", dependencies: ["CLibcrypto"], swiftSettings: strict),
    .target(name: "Certificates", dependencies: [certificatesX509, crypto, swiftASN1], swiftSettings: strict),
    .target(name: "Telemetry", dependencies: [coreMetrics, logging], swiftSettings: strict),
    .target(name: "Libpq", dependencies: ["CLibpq", deque], swiftSettings: strict),
    .target(name: "Migrations", dependencies: ["Libpq", "Cryptography"], swiftSettings: strict),
    .target(
      name: "EventLog", dependencies: ["Libpq", "Cryptography", "Identifiers", deque, logging],
      swiftSettings: madeForCallers),
    .target(
      name: "AccessLog", dependencies: ["EventLog", "Libpq", "Cryptography", "Identifiers", deque],
      swiftSettings: strict),
    .target(name: "History", dependencies: ["EventLog", "Cryptography", "Identifiers"], swiftSettings: strict),
    .target(
      name: "EventCoding",
      dependencies: ["EventLog", "CairnDomain", "CairnCodec", "CairnMessages", "Cryptography", "Identifiers"],
      swiftSettings: strict),
    .target(
      name: "Commands",
      dependencies: [
        "EventCoding", "EventLog", "CairnDomain", "CairnCodec", "CairnMessages", "Cryptography", "Identifiers", deque,
      ],
      swiftSettings: strict),
    .target(
      name: "Projections",
      dependencies: [
        "EventCoding", "EventLog", "CairnDomain", "CairnCodec", "CairnMessages", "Cryptography", "Identifiers",
        "Libpq", asyncAlgorithms, deque, logging,
      ],
      swiftSettings: strict),
    .target(
      name: "RPC",
      dependencies: [
        "CairnCodec", "CairnMessages", "Certificates", nioCore, nioHPACK, nioHTTP2, nioPosix, nioSSL, nioTLS,
        logging, serviceLifecycle,
      ],
      swiftSettings: strict),
    .target(name: "Operations", dependencies: ["RPC", nioCore, nioHTTP1, nioPosix], swiftSettings: strict),
    .target(
      name: "CairnServer",
      dependencies: [
        "AccessLog", "CairnCodec", "CairnDomain", "CairnMessages", "Certificates", "Commands", "Cryptography",
        "EventCoding",
        "EventLog", "Identifiers", "Libpq", "Projections", "RPC", "Telemetry", asyncAlgorithms, coreMetrics, deque,
        logging, serviceLifecycle,
      ],
      swiftSettings: strict),
    .target(name: "EmbeddedPostgres", dependencies: ["Libpq", logging, serviceLifecycle], swiftSettings: strict),
    .executableTarget(
      name: "cairn",
      dependencies: [
        "AccessLog", "CJemalloc", "CairnCodec", "CairnDomain", "CairnJSON", "CairnMessages", "CairnServer",
        "Certificates", "Cryptography", "EmbeddedPostgres", "EventLog", "History", "Identifiers", "Libpq", "Migrations",
        "Operations", "Projections", "RPC", "SampleReferrals", "Telemetry", argumentParser,
        asyncAlgorithms, deque, logging, serviceLifecycle, unixSignals,
      ],
      swiftSettings: strict,
      // The system's own allocator takes a tenth of the server's time more, and holds more memory after a peak.
      linkerSettings: [.linkedLibrary("jemalloc", .when(platforms: [.linux]))]),

    .target(
      name: "MessageSamples", dependencies: ["CairnMessages"], path: "Tests/MessageSamples", swiftSettings: strict),
    .target(
      name: "EventLogTestSupport", dependencies: ["EventLog", "Cryptography", "Identifiers"],
      path: "Tests/EventLogTestSupport", swiftSettings: strict),
    .target(
      name: "CertificatesTestSupport", dependencies: ["Certificates", certificatesX509, crypto, swiftASN1],
      path: "Tests/CertificatesTestSupport", swiftSettings: strict),
    .target(name: "PythonTestSupport", path: "Tests/PythonTestSupport", swiftSettings: strict),
    .testTarget(name: "WiregenTests", dependencies: ["wiregen"], swiftSettings: strict),
    .testTarget(name: "IdentifiersTests", dependencies: ["Identifiers"], swiftSettings: strict),
    .testTarget(name: "CairnMessagesTests", dependencies: ["CairnMessages"], swiftSettings: strict),
    .testTarget(
      name: "CairnCodecTests",
      dependencies: ["CairnCodec", "CairnMessages", "MessageSamples", "CCairnProto", "CProtobufC"],
      swiftSettings: strict),
    .testTarget(
      name: "CairnJSONTests", dependencies: ["CairnJSON", "CairnMessages", "MessageSamples"], swiftSettings: strict),
    .testTarget(
      name: "CairnDomainTests", dependencies: ["CairnDomain", "CairnMessages", "Identifiers"], swiftSettings: strict),
    .testTarget(
      name: "SampleReferralsTests",
      dependencies: ["SampleReferrals", "CairnDomain", "CairnJSON", "CairnMessages", "Cryptography", "Identifiers"],
      swiftSettings: strict),
    .testTarget(
      name: "CryptographyTests", dependencies: ["Cryptography", "EventLogTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CertificatesTests", dependencies: ["Certificates", "CertificatesTestSupport"], swiftSettings: strict),
    .testTarget(name: "TelemetryTests", dependencies: ["Telemetry", coreMetrics, logging], swiftSettings: strict),
    .testTarget(name: "LibpqTests", dependencies: ["Libpq", deque], swiftSettings: strict),
    .testTarget(name: "EmbeddedPostgresTests", dependencies: ["EmbeddedPostgres"], swiftSettings: strict),
    .testTarget(
      name: "cairnTests",
      dependencies: [
        "cairn", "CairnDomain", "CairnJSON", "CairnMessages", "Cryptography", "EventLog", "History", "Identifiers",
        argumentParser,
      ], swiftSettings: strict),
    .testTarget(name: "MigrationsTests", dependencies: ["Migrations"], swiftSettings: strict),
    .testTarget(
      name: "EventLogTests", dependencies: ["EventLog", "EventLogTestSupport", "Cryptography", "Identifiers"],
      swiftSettings: strict),
    .testTarget(
      name: "AccessLogTests", dependencies: ["AccessLog", "Cryptography", "EventLog", "Identifiers"],
      swiftSettings: strict),
    .testTarget(
      name: "HistoryTests",
      dependencies: ["Cryptography", "EventLog", "EventLogTestSupport", "History", "Identifiers"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandsTests",
      dependencies: ["CairnDomain", "CairnMessages", "Commands", "Cryptography", "EventLog", "Identifiers"],
      swiftSettings: strict),
    .testTarget(
      name: "ProjectionsTests",
      dependencies: [
        "CairnDomain", "CairnMessages", "Cryptography", "EventCoding", "EventLog", "EventLogTestSupport", "Identifiers",
        "Libpq", "Projections", logging,
      ], swiftSettings: strict),
    .testTarget(
      name: "RPCTests",
      dependencies: [
        "RPC", "CairnCodec", "CairnMessages", "Certificates", "CertificatesTestSupport", "PythonTestSupport", nioCore,
        nioHPACK, nioHTTP2, nioPosix, logging, serviceLifecycle,
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(name: "OperationsTests", dependencies: ["Operations", "RPC", nioPosix], swiftSettings: strict),
    .testTarget(
      name: "IntegrationTests",
      dependencies: [
        "AccessLog", "CairnCodec", "CairnDomain", "CairnJSON", "CairnMessages", "CairnServer", "Certificates",
        "CertificatesTestSupport", "Commands", "Cryptography", "EmbeddedPostgres", "EventCoding", "EventLog",
        "EventLogTestSupport", "History", "Identifiers", "Libpq",
        "Migrations", "Projections", "PythonTestSupport", "RPC", "SampleReferrals", "cairn", logging,
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
  ]
)

// What libFuzzer drives (scripts/fuzz): every module is built for it, so it stands beside the package and not in it.
if Context.environment["CAIRN_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "CairnCodec", "CairnMessages", "EventLog", "MessageSamples", "RPC", logging, nioCore, nioHPACK, nioHTTP2,
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ],
      path: "Tests/Fuzz", exclude: ["Corpus"],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
