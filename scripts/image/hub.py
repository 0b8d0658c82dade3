"""Runs the hub of docker-compose.yml and uses it: as its operator, as a caller on the machine, and as somebody unknown."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import filesystem
from container import Container
from dockerfile import Stage

# Users of the machine around the containers, whom only it knows.
_CALLER, _CALLER_ID = "referrals", 7501
# As the staff register of the agency knows them.
_PERSON = "00000000-0000-7000-8000-000000000001"
_STRANGER_ID = 7502
# 127.0.0.1:7401, as the kernel writes it: the endpoint for operators.
_OPERATIONS = "0100007F:1CE9"


class Failure(Exception):
    """What does not hold, with what was seen instead."""


def _expect(holds: bool, what: str, seen: object = "") -> None:
    if not holds:
        raise Failure(f"{what} does not hold. Seen: {seen}")
    print(f"image-test: {what}", flush=True)


def _postgres_programs() -> str:
    """The folder of the newest PostgreSQL on this machine."""
    folders = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()]
    return str(max(folders, key=lambda folder: int(folder.parent.name)))


class Hub:
    """The two services, their volumes and the machine around them, below one scratch folder."""

    def __init__(self, compose: Mapping, stages: Mapping[str, Stage], repository: Path, program: Path, scratch: Path):
        self.scratch = scratch
        self._referral = scratch / "referral.json"
        shutil.copy(repository / "examples/referral.json", self._referral)
        machine = scratch / "machine/etc"
        machine.mkdir(parents=True)
        (machine / "passwd").write_text(
            filesystem.users_without_hub() + f"{_CALLER}:x:{_CALLER_ID}:{_CALLER_ID}::/nonexistent:/usr/sbin/nologin\n")
        images = scratch / "images"
        made = {name: filesystem.make(stage, repository, images, program) for name, stage in stages.items()}
        self._program = made["server"] / "usr/local/bin/cairn"

        def container(name: str) -> Container:
            service = dict(compose["services"][name])
            if name == "server":
                service["environment"] = {**service["environment"], "CAIRN_UNIX_USERS": f"{_CALLER}=met/referrer"}
            target = service["build"]["target"]
            return Container(name, service, stages[target], made[target], scratch, _postgres_programs())

        # PostgreSQL first, for the server depends on it.
        self.postgres = container("postgres")
        self.server = container("server")

    def start(self) -> None:
        for service in (self.postgres, self.server):
            service.start()
            service.wait_until_healthy()

    def operator(self, *arguments: str) -> str:
        """`cairn` with these arguments inside the server's container, as its user."""
        done = self.server.execute(["cairn", *arguments])
        if done.returncode != 0:
            raise Failure(f"cairn {' '.join(arguments)} exits with {done.returncode}: {done.stdout}")
        return done.stdout

    def refer(self, user: int) -> subprocess.CompletedProcess:
        """Refers the example as a user of the machine, through the socket in the shared folder."""
        return subprocess.run(
            ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "env", "--ignore-environment", "HOME=/",
             self._program, "refer", self._referral, "--as", "met/referrer", "--person", _PERSON,
             "--server", f"unix:{self.scratch}/volumes/socket/cairn.sock"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/", timeout=60)

    def kill(self) -> None:
        for service in (self.server, self.postgres):
            service.kill()


def _first_life(hub: Hub) -> None:
    print("image-test: both services are healthy, by the checks of docker-compose.yml", flush=True)
    hub.operator("ping")
    _expect("Registered met" in hub.operator(
        "agency", "add", "met", "--kind", "police", "--name", "Metropolitan Police"), "the operator registers an agency")
    done = hub.refer(_CALLER_ID)
    _expect(done.returncode != 0 and "staff register" in done.stdout,
            "a person who is not on their agency's staff register is refused", done.stdout)
    _expect("Registered" in hub.operator("staff", "add", "met", _PERSON, "--role", "referrer"),
            "the operator registers a person of the agency")
    done = hub.refer(_CALLER_ID)
    _expect(done.returncode == 0, "a caller on the machine refers through the shared socket", done.stdout)
    done = hub.refer(_STRANGER_ID)
    _expect(done.returncode != 0 and "is not known to this server" in done.stdout,
            "somebody whom the server does not know is refused", done.stdout)
    done = hub.server.execute(["cairn", "doctor", "--database", "postgresql://cairn@/cairn"])
    _expect(done.returncode == 0, "cairn doctor finds nothing to do", done.stdout)

    volumes = hub.scratch / "volumes"
    holding_key = [path.relative_to(volumes).parts[0] for path in volumes.glob("**/key-encryption-key")]
    _expect(holding_key == ["data"], "the key-encryption key is in the volume of its own and nowhere else", holding_key)
    ports = hub.server.listens_on
    _expect(ports == {_OPERATIONS}, "the server listens on no port but 127.0.0.1:7401", ports)
    ports = hub.postgres.listens_on
    _expect(ports == set(), "PostgreSQL listens on no port", ports)
    done = hub.server.execute(["psql", "postgresql://postgres@/cairn", "--command=select 1"])
    _expect(done.returncode != 0 and "Peer authentication failed" in done.stdout,
            "the server cannot be PostgreSQL's superuser", done.stdout)


def _second_life(hub: Hub) -> None:
    agencies = hub.operator("agency", "list")
    _expect("Metropolitan Police" in agencies, "what was recorded is there after a restart", agencies)
    hub.operator("log", "verify")
    _expect(hub.refer(_CALLER_ID).returncode == 0, "the log is whole, and the caller goes on")


def _third_life(hub: Hub) -> None:
    _expect((hub.scratch / "volumes/socket/cairn.sock").is_socket(), "a killed server leaves its socket")
    hub.server.start()
    hub.server.wait_until_healthy()
    _expect(hub.refer(_CALLER_ID).returncode == 0, "the caller reaches the next server at the same place")


def run(compose: Mapping, stages: Mapping[str, Stage], repository: Path, program: Path) -> None:
    """Takes the steps of the images, runs the hub, stops and kills it, and uses it in between. Leaves nothing behind.

    - Raises: SystemExit if anything does not hold.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("image-test: told to stop"))
    scratch = Path(tempfile.mkdtemp(prefix="cairn-image-"))
    # Others have to get through to what is theirs below.
    scratch.chmod(0o711)
    hub = None
    try:
        hub = Hub(compose, stages, repository, program, scratch)
        hub.start()
        _first_life(hub)
        hub.server.stop()
        hub.postgres.stop()
        print("image-test: both end with 0 when they are told to stop", flush=True)
        hub.start()
        _second_life(hub)
        hub.server.kill()
        _third_life(hub)
    except Failure as failure:
        raise SystemExit(f"image-test: {failure}\nThe server said:\n{hub.server.log[-4000:]}") from None
    finally:
        if hub:
            hub.kill()
        shutil.rmtree(scratch, ignore_errors=True)


def can_run() -> bool:
    """Whether this machine lets us make namespaces, as a container that the tests themselves run in may not."""
    return os.geteuid() == 0 and subprocess.run(
        ["unshare", "--mount", "--pid", "--net", "--ipc", "--fork", "true"], stderr=subprocess.DEVNULL).returncode == 0
