"""Runs a service of docker-compose.yml in namespaces of its own: as its user, with its volumes, without a network, on a
file system that it cannot write to. The kernel does for it what it does for a container; there is no engine.
"""

import json
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import compose
from dockerfile import Stage

# Should the test be killed, nothing of what it started stays. Setting the user makes the kernel forget such a wish, so
# each that sets it wishes anew.
_DIES_WITH_ITS_PARENT = ("--pdeathsig=KILL",)
_FIRST_PROCESS = Path(__file__).with_name("first_process.py")


class Container:
    def __init__(self, name: str, service: Mapping, stage: Stage, image: Path, scratch: Path, postgres_programs: str):
        self.name = name
        self._service = service
        self._stage = stage
        self._image = image
        self._scratch = scratch
        self._log_path = scratch / f"{name}.log"
        # The image's folders stand where they were made; programs find what is theirs from where they are.
        self._environment = {
            "HOME": "/", "PATH": f"{image}/usr/local/bin:{postgres_programs}:/usr/bin:/bin",
            **stage.environment, **(service.get("environment") or {}),
        }
        self._process: subprocess.Popen | None = None

    # --- What it is made of ---------------------------------------------------------------------------------------------

    def _volume(self, mount: compose.Mount) -> Path:
        """The volume's folder; made with the owner and mode of the image's folder, as an engine makes it."""
        folder = self._scratch / "volumes" / mount.source
        if not folder.exists():
            folder.mkdir(parents=True)
            model = self._image / mount.target.lstrip("/")
            if mount.copies and model.exists():
                status = model.stat()
                os.chown(folder, status.st_uid, status.st_gid)
                folder.chmod(status.st_mode & 0o7777)
        return folder

    def _mounts(self) -> list[tuple[str, str, bool]]:
        found = [(str(self._image / "etc/passwd"), "/etc/passwd", True)]
        for mount in compose.mounts(self._service):
            source = self._volume(mount) if mount.is_volume else self._scratch / "machine" / mount.source.lstrip("/")
            found.append((str(source), mount.target, mount.read_only))
        return found

    def _as_its_user(self, command: list[str]) -> list[str]:
        user, _, group = self._stage.last("USER").partition(":")
        if not user.isdigit():
            entry = pwd.getpwnam(user)
            user, group = str(entry.pw_uid), str(entry.pw_gid)
        return [
            "setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--no-new-privs", "--bounding-set=-all",
            "--inh-caps=-all", *_DIES_WITH_ITS_PARENT,
            "env", "--ignore-environment", *(f"{name}={value}" for name, value in self._environment.items()), *command,
        ]

    # --- Its life -------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        plan = {"mounts": self._mounts(), "command": self._as_its_user(self._stage.command)}
        with self._log_path.open("ab") as log:
            self._process = subprocess.Popen(
                ["setpriv", *_DIES_WITH_ITS_PARENT, "unshare", "--mount", "--pid", "--net", "--ipc", "--fork", "--mount-proc",
                 "/usr/bin/python3", str(_FIRST_PROCESS), json.dumps(plan)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    @property
    def _first_process(self) -> int | None:
        """Its process 1, as this machine numbers it."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return int(children[0]) if children else None

    def execute(self, command: list[str], **options) -> subprocess.CompletedProcess:
        """Runs a command inside, as `docker-compose exec` does."""
        inside = ["nsenter", f"--target={self._first_process}", "--mount", "--pid", "--net", "--ipc"]
        return subprocess.run(
            [*inside, *self._as_its_user(command)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=60, **options)

    def wait_until_healthy(self, seconds: float = 90) -> None:
        """Asks its health check until it passes.

        - Raises: SystemExit if it ends before, or the time is over.
        """
        check = self._service["healthcheck"]["test"][1:]
        end = time.monotonic() + seconds
        last = "it was never asked"
        while time.monotonic() < end and self._process.poll() is None:
            if self._first_process:
                done = self.execute(check)
                if done.returncode == 0:
                    return
                last = done.stdout.strip()
            time.sleep(0.2)
        state = "has ended" if self._process.poll() is not None else f"is not healthy: {last}"
        raise SystemExit(f"image-test: {self.name} {state}. It said:\n{self.log[-4000:]}")

    def stop(self) -> None:
        """Stops it as the engine would.

        - Raises: SystemExit if it does not end well within its time.
        """
        os.kill(self._first_process, signal.Signals[self._service.get("stop_signal", "SIGTERM")])
        try:
            code = self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            raise SystemExit(f"image-test: {self.name} does not stop. It said:\n{self.log[-4000:]}") from None
        if code != 0:
            raise SystemExit(f"image-test: {self.name} ended with {code}. It said:\n{self.log[-4000:]}")

    def kill(self) -> None:
        """Ends it at once, and with its first process all that it started."""
        if self._process and self._process.poll() is None:
            os.kill(self._first_process or self._process.pid, signal.SIGKILL)
            self._process.wait()

    @property
    def log(self) -> str:
        return self._log_path.read_text(errors="replace")

    @property
    def listens_on(self) -> set[str]:
        """The addresses of its network namespace that it takes connections on, as the kernel writes them."""
        found = set()
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/{self._first_process}/net/{table}").read_text().splitlines()[1:]:
                local, state = line.split()[1], line.split()[3]
                if state == "0A":
                    found.add(local)
        return found
