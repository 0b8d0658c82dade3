"""The layout of the package: what each target may import. Whoever needs another line here changes the architecture, and
docs/ARCHITECTURE.md with it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layer:
    target: str
    above: frozenset[str]  # targets of ours
    outside: frozenset[str]  # modules of other packages and of the system


def layer(target: str, above: str = "", outside: str = "") -> Layer:
    return Layer(target, frozenset(above.split()), frozenset(outside.split()))


# The plain system: locks and C calls, on Linux and on a Mac. Targets without it are pure: no IO, no clock, no chance.
SYSTEM = "Glibc Darwin Synchronization"

# Each uses only what stands above it.
LAYERS = [
    # The generator: build time only. It and the codec alone see generated C.
    layer("wiregen", "CDescriptorProto CProtobufC", f"{SYSTEM} Foundation"),

    # Pure values and rules. The domain never sees a socket, a database or a clock.
    layer("Identifiers"),
    layer("CairnMessages"),
    layer("CairnCodec", "CairnMessages CCairnProto CProtobufC", SYSTEM),
    layer("CairnJSON", "CairnMessages"),
    layer("CairnDomain", "CairnMessages Identifiers"),
    layer("SampleReferrals", "CairnDomain CairnMessages Identifiers"),

    # Digests, codes and seals over libcrypto: bytes, no cases.
    layer("Cryptography", "CLibcrypto", SYSTEM),

    # Certificates: issued and read, without files and sockets.
    layer("Certificates", outside=f"{SYSTEM} Crypto Foundation SwiftASN1 X509"),

    # How a process does: metrics and log lines, of whatever it is told to show.
    layer("Telemetry", outside=f"{SYSTEM} CoreMetrics Logging"),

    # PostgreSQL and the log: bytes, no cases.
    layer("Libpq", "CLibpq", f"{SYSTEM} DequeModule"),
    layer("Migrations", "Libpq Cryptography", "Foundation"),
    layer("EventLog", "Libpq Cryptography Identifiers", f"{SYSTEM} DequeModule Logging"),
    layer("AccessLog", "EventLog Libpq Cryptography Identifiers", f"{SYSTEM} DequeModule"),
    layer("History", "EventLog Cryptography Identifiers", SYSTEM),

    # Where both meet: cases in the log.
    layer("EventCoding", "EventLog CairnDomain CairnCodec CairnMessages Cryptography Identifiers", SYSTEM),
    layer(
        "Commands", "EventCoding EventLog CairnDomain CairnCodec CairnMessages Cryptography Identifiers",
        f"{SYSTEM} DequeModule Logging",
    ),
    layer(
        "Projections", "EventCoding EventLog CairnDomain CairnCodec CairnMessages Cryptography Identifiers Libpq",
        f"{SYSTEM} AsyncAlgorithms DequeModule Logging",
    ),

    # The wire: calls, no cases, no PostgreSQL.
    layer(
        "RPC", "CairnCodec CairnMessages Certificates",
        f"{SYSTEM} FoundationEssentials Logging NIOCore NIOHPACK NIOHTTP2 NIOPosix NIOSSL NIOTLS ServiceLifecycle",
    ),

    layer("Operations", "RPC", f"{SYSTEM} NIOCore NIOHTTP1 NIOPosix"),

    # All of it put together.
    layer(
        "CairnServer",
        "AccessLog CairnCodec CairnDomain CairnMessages Certificates Commands Cryptography EventCoding EventLog "
        "Identifiers Libpq Migrations Projections RPC Telemetry",
        f"{SYSTEM} AsyncAlgorithms CoreMetrics DequeModule Logging ServiceLifecycle",
    ),
    layer("EmbeddedPostgres", "Libpq", f"{SYSTEM} Foundation Logging ServiceLifecycle"),
    layer(
        "cairn",
        "AccessLog CJemalloc CairnCodec CairnDomain CairnJSON CairnMessages CairnServer Certificates Cryptography "
        "EmbeddedPostgres EventLog History Identifiers Libpq Migrations Operations Projections RPC "
        "SampleReferrals Telemetry",
        f"{SYSTEM} ArgumentParser AsyncAlgorithms CoreFoundation DequeModule Foundation Logging ServiceLifecycle "
        "UnixSignals",
    ),
]

# System libraries and generated C: module maps without Swift in them.
C_TARGETS = {"CJemalloc", "CLibcrypto", "CLibpq", "CProtobufC", "CCairnProto", "CDescriptorProto"}
