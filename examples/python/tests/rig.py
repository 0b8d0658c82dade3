"""Where the tests of the examples run: a server that runs already, and an agency that is there for this run alone."""

import atexit
import functools
import importlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent
FOLDER = Path(tempfile.mkdtemp(prefix="cairn-examples-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
STUBS = FOLDER / "stubs"
# Python does not look again at a folder that was not there when it first did.
STUBS.mkdir()
sys.path[:0] = [str(STUBS), str(EXAMPLES)]

from grpc_health.v1 import health_pb2, health_pb2_grpc  # noqa: E402
from make_stubs import make_stubs  # noqa: E402

# Made anew, so that what is tested is the contract as it is; only then can anything be imported that uses them.
make_stubs(STUBS)
importlib.invalidate_caches()

import hub  # noqa: E402
from contract import agency_pb2, agency_pb2_grpc  # noqa: E402

USAGE = """\
these tests want a server that runs, and in the environment:
  CAIRN_ADDRESS   HOST:PORT of the server
  CAIRN           the program cairn, for `cairn sample`, and for certificates with CAIRN_IDENTITY
  CAIRN_UNIX      PATH of its Unix socket, on which whoever runs this is hub/operator; not needed with --insecure
  CAIRN_IDENTITY  a folder: the server speaks TLS, and the certificates of the run's systems go there"""


def required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        sys.exit(USAGE)
    return value


ADDRESS = required("CAIRN_ADDRESS")
CAIRN = required("CAIRN")
UNIX = os.environ.get("CAIRN_UNIX", "").removeprefix("unix:")
IDENTITIES = Path(os.environ["CAIRN_IDENTITY"]) if os.environ.get("CAIRN_IDENTITY") else None
OPERATOR = f"unix:{UNIX}" if UNIX else ADDRESS
# Unknown to the server until now, so that the same command ids have their effect again.
AGENCY = f"example-{secrets.token_hex(4)}"
REFERRER = f"{AGENCY}/referrer"
SCREENER = "hub/screener"

# What each of them calls with, besides --server.
identities: dict[str, list[str]] = {REFERRER: [], SCREENER: []}


def cairn(*arguments: str) -> str:
    return subprocess.run([CAIRN, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


@functools.cache
def prepare() -> None:
    """Registers the run's agency; over TLS also a person for each role, and a system for each agency."""
    if IDENTITIES and not UNIX:
        sys.exit(USAGE)
    operator = hub.connect(OPERATOR, "hub/operator")
    # A server that has only just started answers, and takes no work yet.
    watch = health_pb2_grpc.HealthStub(operator.channel).Watch(health_pb2.HealthCheckRequest(), timeout=60)
    next(answer for answer in watch if answer.status == health_pb2.HealthCheckResponse.SERVING)
    watch.cancel()
    operator.call(
        agency_pb2_grpc.AgencyServiceStub(operator.channel).RegisterAgency,
        agency_pb2.RegisterAgencyRequest(
            context=operator.command_context(),
            agency=agency_pb2.Agency(agency_id=AGENCY, kind=agency_pb2.AGENCY_KIND_POLICE, name="Example Police")))
    operator.channel.close()
    if not IDENTITIES:
        return
    IDENTITIES.mkdir(parents=True, exist_ok=True)
    for acting_as in identities:
        agency, _, role = acting_as.partition("/")
        folder = str(IDENTITIES / f"{AGENCY}-{agency}-{role}")
        cairn("agency", "enrol", agency, "--system", AGENCY, "--out", folder, "--server", OPERATOR)
        member = json.loads(cairn("staff", "add", agency, "--role", role, "--server", OPERATOR, "--json"))
        identities[acting_as] = ["--identity", folder, "--person", member["personId"]]


def command(example: str, *arguments: str, acting_as: str | None, server: str = ADDRESS) -> list[str]:
    who = ["--as", acting_as, *identities[acting_as]] if acting_as else identities[REFERRER][:2]
    return [sys.executable, str(EXAMPLES / example), "--server", server, *who, *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(STUBS), "PYTHONUNBUFFERED": "1"}


def run(
    example: str, *arguments: str, acting_as: str | None = None, server: str = ADDRESS, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(example, *arguments, acting_as=acting_as, server=server), input=stdin, text=True, timeout=120,
        capture_output=True, env=environment(), check=False)


def values(output: str, name: str) -> list[list[str]]:
    """The other words of each line that begins with a name."""
    return [words[1:] for line in output.splitlines() if (words := line.split())[:1] == [name]]


def cases() -> list[str]:
    """Every case that the run's agency has referred, by several pages."""
    listed = run("query.py", "list", "--agency", AGENCY, "--page-size", "50", acting_as=SCREENER)
    if listed.returncode != 0:
        raise AssertionError(listed.stderr)
    return [line.split()[0] for line in listed.stdout.splitlines()]
