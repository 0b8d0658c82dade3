"""What an attack is, and how one is run: again and again on some connections until the time is over."""

import collections
import dataclasses
import fnmatch
import random
import threading
import time
from collections.abc import Callable

import wire

ATTACKS = {}


@dataclasses.dataclass(frozen=True)
class Attack:
    """An attack and the outcomes of which each is as it should be; `*` stands for anything in them."""

    name: str
    dialect: str
    accepts: tuple[str, ...]
    body: Callable
    connections: int
    seconds_min: float
    pause_seconds: float

    def accepted(self, outcome):
        """Whether an outcome is as it should be."""
        return any(fnmatch.fnmatchcase(outcome, pattern) for pattern in self.accepts)

    @property
    def rule(self):
        """The rule that is attacked, in one line."""
        return " ".join(self.body.__doc__.split())


def attack(dialect, name, *accepts, connections=1, seconds_min=0.0, pause_seconds=0.02):
    """Registers a function as the body of an attack: given an `Attempt`, it returns its outcome.

    `seconds_min` is what an attempt needs to come to its outcome; `pause_seconds` lies between two attempts, so that this
    machine does not run out of ports.
    """

    def register(body):
        ATTACKS[name] = Attack(name, dialect, accepts, body, connections, seconds_min, pause_seconds)
        return body

    return register


class Attempt:
    """One go of an attack's body: its time, its chance, and its connections, which are closed when it returns."""

    def __init__(self, target, ends_at, seed):
        self.target = target
        self.ends_at = ends_at
        self.random = random.Random(seed)
        self.links = []

    def goes_on(self):
        """Whether there is time left."""
        return self.left() > 0

    def left(self):
        """How many seconds are left."""
        return max(0.0, self.ends_at - time.monotonic())

    def pause(self, seconds):
        """Does nothing for some of the time that is left; whether any is left after it."""
        time.sleep(min(seconds, self.left()))
        return self.goes_on()

    def link(self, kind, receive_bytes=None):
        """A connection of a kind of `Link`, over TLS if the target has an identity; what is not read fills its buffer."""
        return self._keep(kind(self.target.connect(kind.protocol, receive_bytes)))

    def plain(self):
        """A connection without TLS and without dialect, whatever the target speaks."""
        return self._keep(wire.Link(self.target.socket()))

    def close(self):
        """Closes every connection."""
        for link in self.links:
            link.close()

    def _keep(self, link):
        self.links.append(link)
        return link


@dataclasses.dataclass
class Tally:
    """What was sent, and how the server answered."""

    bytes: int = 0
    frames: int = 0
    connections: int = 0
    outcomes: collections.Counter = dataclasses.field(default_factory=collections.Counter)

    def add(self, attempt, outcome):
        """Counts an attempt that has ended."""
        self.outcomes[outcome] += 1
        self.connections += len(attempt.links)
        for link in attempt.links:
            self.bytes += link.sent_bytes
            self.frames += link.sent_frames


def run(attack, target, seconds, connections=None):
    """Runs an attack and returns what is to be said of it; `ok` says whether every outcome is as it should be."""
    ends_at = time.monotonic() + max(seconds, attack.seconds_min)
    tally, lock = Tally(), threading.Lock()

    def work(worker):
        number = 0
        while number == 0 or time.monotonic() + attack.seconds_min < ends_at:
            attempt = Attempt(target, ends_at, f"{attack.name} {worker} {number}")
            try:
                outcome = attack.body(attempt)
            except ConnectionRefusedError:
                outcome = "refused"
            except Exception as error:
                outcome = f"failed: {type(error).__name__}: {error}"
            finally:
                attempt.close()
            with lock:
                tally.add(attempt, outcome)
            number += 1
            time.sleep(attack.pause_seconds)

    workers = [threading.Thread(target=work, args=(worker,)) for worker in range(connections or attack.connections)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    wrong = sorted(outcome for outcome in tally.outcomes if not attack.accepted(outcome))
    return {
        "name": attack.name,
        "dialect": attack.dialect,
        "rule": attack.rule,
        "sent": {"bytes": tally.bytes, "frames": tally.frames, "connections": tally.connections},
        "outcomes": dict(tally.outcomes.most_common()),
        "accepts": list(attack.accepts),
        "ok": not wrong,
        "wrong": wrong,
    }
