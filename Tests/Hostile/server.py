"""A `cairn serve` in a scratch folder, started for the suite and stopped by it."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

from contract import PERSON

START_SECONDS = 120
STOP_SECONDS = 30
# A backtrace takes its time.
CRASH_SECONDS = 60


class Server:
    """A server with a PostgreSQL of its own: in clear on loopback, or over TLS with an identity enrolled for `met`."""

    def __init__(self, program, with_tls):
        self.program = program
        self.with_tls = with_tls
        self.folder = tempfile.mkdtemp(prefix="cairn-hostile-")
        # As root the server runs PostgreSQL as another user, who has to come as far as its folder.
        os.chmod(self.folder, 0o711)
        self.data = os.path.join(self.folder, "data")
        self.log = os.path.join(self.folder, "log")
        self.identity = os.path.join(self.folder, "identity") if with_tls else None
        self.address = None
        self.process = None

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_):
        self._stop()

    def is_alive(self):
        """Whether the process that was started still runs, and is not just writing down where it crashed."""
        if "crashed:" in self._said() or "Fatal error" in self._said():
            self.process.wait(CRASH_SECONDS)
        return self.process.poll() is None

    def resident_kib(self):
        """VmRSS of the server's process, without PostgreSQL's; 0 if it is gone."""
        with open(f"/proc/{self.process.pid}/status") as status:
            found = re.search(r"^VmRSS:\s+(\d+)", status.read(), re.MULTILINE)
        return int(found[1]) if found else 0

    def descriptors(self):
        """How many files and sockets the server's process has open."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def last_words(self):
        """Where the server crashed, if its log says so, else the last of the log."""
        said = self._said()
        crashed = re.search(r"^.*(?:crashed:|Fatal error).*(?:\n.*){12}", said, re.MULTILINE)
        return crashed[0] if crashed else said[-2_000:]

    def _said(self):
        with open(self.log, errors="replace") as log:
            return re.sub(r"\x1b\[[0-9;]*m", "", log.read())

    def _start(self):
        arguments = ["serve", "--listen", "127.0.0.1:0", "--operations-listen", "none", "--data", self.data]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [self.program, *arguments, *([] if self.with_tls else ["--insecure"])],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )
        ends = time.monotonic() + START_SECONDS
        while not (self.address and os.path.exists(os.path.join(self.data, "cairn.sock"))):
            if not self.is_alive() or time.monotonic() > ends:
                raise RuntimeError(f"the server has not started:\n{self.last_words()}")
            time.sleep(0.1)
            found = re.search(r"^listening on (127\.0\.0\.1:\d+)$", self._said(), re.MULTILINE)
            self.address = found and found[1]
        self._cairn("agency", "add", "met", "--kind", "police", "--name", "Met")
        if self.with_tls:
            self._cairn("agency", "enrol", "met", "--system", "records", "--out", self.identity)
            self._cairn("staff", "add", "met", PERSON, "--role", "referrer")

    def _cairn(self, *arguments):
        ran = subprocess.run(
            [self.program, *arguments, "--data", self.data],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        if ran.returncode:
            raise RuntimeError(f"cairn {' '.join(arguments)}: {ran.stderr}")

    def _stop_postgres(self):
        """Ends the database that a server left behind which had no time to end it."""
        try:
            with open(os.path.join(self.data, "postgres", "data", "postmaster.pid")) as file:
                os.kill(int(file.readline()), signal.SIGINT)
        except (OSError, ValueError):
            return
        ends = time.monotonic() + STOP_SECONDS
        while os.path.exists(os.path.join(self.data, "postgres", "data", "postmaster.pid")) and time.monotonic() < ends:
            time.sleep(0.1)

    def _stop(self):
        if self.process is not None and self.is_alive():
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._stop_postgres()
        shutil.rmtree(self.folder, ignore_errors=True)
