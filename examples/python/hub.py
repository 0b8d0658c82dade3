"""What every example shares: a channel to the hub, what requests say of who sends them, and calls that are repeated."""

import argparse
import getpass
import os
import secrets
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import grpc

from contract import context_pb2
from failures import Patience, describe

CALL_SECONDS = 30.0

CHANNEL_OPTIONS = [
    # Room for the details of an error with very many fields at fault; gRPC's own 8 KiB would have them left out.
    ("grpc.max_metadata_size", 65_536),
    ("grpc.absolute_max_metadata_size", 131_072),
    # A watch for which nothing happens finds out that the other side is gone. The hub takes one ping in 5 minutes.
    ("grpc.keepalive_time_ms", 330_000),
    ("grpc.keepalive_timeout_ms", 20_000),
    ("grpc.initial_reconnect_backoff_ms", 200),
    ("grpc.max_reconnect_backoff_ms", 5_000),
]

PURPOSES = {context_pb2.ROLE_OPERATOR: "operation", context_pb2.ROLE_DATA_PROTECTION_OFFICER: "audit"}


def new_id() -> str:
    """A UUID of version 7: time comes first in it, which keeps the log's indexes small."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0b11 << 62) | 0b10 << 62
    return str(uuid.UUID(int=number))


def now() -> str:
    """RFC 3339 with an offset."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Hub:
    """A hub, and as whom it is asked."""

    channel: grpc.Channel
    person: str
    role: context_pb2.Role
    metadata: tuple[tuple[str, str], ...] = ()

    @property
    def purpose(self) -> str:
        return PURPOSES.get(self.role, "child-safeguarding")

    def command_context(self) -> context_pb2.CommandContext:
        """What a command says of itself. Under its id there is one effect for ever, so a new command has a new one."""
        return context_pb2.CommandContext(
            command_id=new_id(), occurred_at=now(), acting_person=self.person, role=self.role,
            purpose=self.purpose)

    def query_context(self) -> context_pb2.QueryContext:
        return context_pb2.QueryContext(acting_person=self.person, role=self.role, purpose=self.purpose)

    def call(self, method: Callable[..., Any], request: Any) -> Any:
        """Calls a unary method, and again with the same request while that may help."""
        patience = Patience()
        while True:
            try:
                return method(request, timeout=CALL_SECONDS, metadata=self.metadata)
            except grpc.RpcError as error:
                patience.wait(error)


def open_channel(server: str, identity: Path | None) -> grpc.Channel:
    """A channel to HOST:PORT or unix:PATH; over TLS with a folder as `cairn agency enrol` writes it."""
    if identity is None:
        return grpc.insecure_channel(server, CHANNEL_OPTIONS)
    credentials = grpc.ssl_channel_credentials(
        root_certificates=(identity / "root.pem").read_bytes(), private_key=(identity / "key.pem").read_bytes(),
        certificate_chain=(identity / "certificate.pem").read_bytes())
    return grpc.secure_channel(server, credentials, CHANNEL_OPTIONS)


def connect(server: str, acting_as: str, person: str | None = None, identity: Path | None = None) -> Hub:
    agency, _, role = acting_as.partition("/")
    role_name = "ROLE_" + role.upper().replace("-", "_")
    if role_name not in context_pb2.Role.keys():
        sys.exit(f"{acting_as} is not AGENCY/ROLE, such as met/referrer or hub/screener")
    # Believed by a server that was started with --insecure, and not read by any other.
    metadata = () if identity or server.startswith("unix:") else (("cairn-agency", agency),)
    # The same person at this machine is the same to the hub each time.
    person = person or str(uuid.uuid5(uuid.NAMESPACE_URL, f"cairn:{agency}/{getpass.getuser()}"))
    return Hub(open_channel(server, identity), person, context_pb2.Role.Value(role_name), metadata)


def parser(description: str | None, acting_as: str | None) -> argparse.ArgumentParser:
    """A parser with the options of every example; without those of who acts if nobody has to."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument(
        "--server", default="127.0.0.1:7400", metavar="ADDRESS", help="HOST:PORT or unix:PATH; default: %(default)s")
    made.add_argument("--identity", type=Path, metavar="DIR", help="folder of your system's certificate: speak TLS")
    if acting_as is not None:
        made.add_argument(
            "--as", dest="acting_as", default=acting_as, metavar="AGENCY/ROLE", help="default: %(default)s")
        made.add_argument(
            "--person", default=os.environ.get("CAIRN_PERSON"), metavar="UUID",
            help="your id in your agency's staff register, to which TLS holds you; default: $CAIRN_PERSON")
    return made


def run(main: Callable[[], int | None]) -> None:
    """Runs a program; what a call that failed says is for a person to read."""
    try:
        sys.exit(main())
    except grpc.RpcError as error:
        sys.exit(describe(error))
    except BrokenPipeError:
        # Whoever read the output has gone, and Python would say so again while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
