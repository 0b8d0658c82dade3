"""What a call that failed says: for a person, and of when to send it again."""

import random
import sys
import time
from typing import TypeVar

import grpc
from google.protobuf.message import Message

from contract import call_pb2

DetailT = TypeVar("DetailT", bound=Message)

# With these nobody knows what became of a call, or it found no room. A command is sent again with the same bytes,
# command id included: the hub does it once and answers the same. Nothing else gets better by being sent again.
AGAIN = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.RESOURCE_EXHAUSTED)

FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0
# How long a server that has gone may take to come back.
PATIENCE_SECONDS = 60.0


def detail(error: grpc.RpcError, kind: type[DetailT]) -> DetailT | None:
    """The detail of a kind that came with an error, such as call_pb2.BadRequest.

    The contract's messages are google.rpc's on the wire, so nothing beyond its stubs is needed to read them.
    """
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            for entry in call_pb2.Status.FromString(value).details:
                if entry.type_url == f"type.googleapis.com/google.rpc.{kind.DESCRIPTOR.name}":
                    return kind.FromString(entry.value)
    return None


def violations(error: grpc.RpcError) -> list[call_pb2.FieldViolation]:
    """Every field that was at fault."""
    found = detail(error, call_pb2.BadRequest)
    return list(found.field_violations) if found else []


def describe(error: grpc.RpcError) -> str:
    """An error in lines for a person: none of them holds what the request held."""
    info = detail(error, call_pb2.ErrorInfo)
    reason = f" ({info.reason})" if info else ""
    lines = [f"{error.code().name}{reason}: {error.details()}"]
    lines += [f"  {fault.field}: {fault.reason}: {fault.description}" for fault in violations(error)]
    return "\n".join(lines)


def pause_before_again(error: grpc.RpcError, failures: int) -> float:
    """How many seconds to wait after so many failures in a row.

    Pauses grow, and half of each is chance, so that clients who lost the same server do not come back all at once.
    What the hub asks for comes on top.
    """
    longest = min(FIRST_PAUSE_SECONDS * 2 ** (failures - 1), LONGEST_PAUSE_SECONDS)
    pause = random.uniform(longest / 2, longest)
    asked = detail(error, call_pb2.RetryInfo)
    return pause + (asked.retry_delay.seconds + asked.retry_delay.nanos / 1e9 if asked else 0)


class Patience:
    """Decides whether something is tried again, and waits until then."""

    def __init__(self) -> None:
        self._failures = 0
        self._failing_since = 0.0

    def heard(self) -> None:
        """The hub has answered: what fails from now on is another trouble."""
        self._failures = 0

    def wait(self, error: grpc.RpcError) -> None:
        """Waits after an error; raises it if trying again does not help, or has not for too long."""
        if self._failures == 0:
            self._failing_since = time.monotonic()
        self._failures += 1
        pause = pause_before_again(error, self._failures)
        if error.code() not in AGAIN or time.monotonic() + pause > self._failing_since + PATIENCE_SECONDS:
            raise error
        print(f"{error.code().name}: {error.details()}; again in {pause:.1f} s", file=sys.stderr, flush=True)
        time.sleep(pause)
