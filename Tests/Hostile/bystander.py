"""A good client beside an attack: it asks for something small again and again, and notes how long each answer took."""

import statistics
import threading
import time

import wire
from contract import CODES_REQUEST, LIST_CODES
from frames import FrameLink, call

INTERVAL_SECONDS = 0.02
# Every so many calls come on a connection of their own, as a newcomer's do.
CALLS_PER_CONNECTION = 50
# After so long a call counts as one that is never answered. How long it takes is told, and decides nothing: what an attack
# has sent may be answered first, which takes a slow machine a minute.
ANSWER_SECONDS = 180.0


class Failure(Exception):
    """A call that was not answered as it should be."""


class FrameCaller:
    """Calls in Cairn frames."""

    dialect = "frames"

    def __init__(self, target):
        self.link = FrameLink(target.connect(FrameLink.protocol)).open()
        self.last = 0

    def call(self):
        """One call. Raises `Failure` if it is not served."""
        self.last += 1
        self.link.send(call(self.last, LIST_CODES, CODES_REQUEST, timeout_us=0))
        outcome = self.link.status(self.last, ANSWER_SECONDS)
        if outcome != "status 0" or b"child-safeguarding" not in self.link.answer:
            raise Failure(outcome)

    def close(self):
        self.link.close()


class Bystander:
    """A thread that calls until it is stopped."""

    def __init__(self, target, caller=FrameCaller):
        self.target = target
        self.caller = caller
        self.milliseconds = []
        self.failures = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopped.set()
        # Behind a call that is never answered the connection is asked what became of it.
        self._thread.join(ANSWER_SECONDS + wire.BACKLOG_SECONDS * 3)
        if self._thread.is_alive():
            self.failures.append("a call has not ended")

    def percentile(self, part):
        """The time in milliseconds within which this part of the calls was answered; 0 if hardly any was."""
        if len(self.milliseconds) < 2:
            return 0.0
        return statistics.quantiles(self.milliseconds, n=100, method="inclusive")[part - 1]

    def _run(self):
        caller, count = None, 0
        while not self._stopped.is_set():
            began = time.monotonic()
            try:
                if caller is None:
                    caller, count = self.caller(self.target), 0
                caller.call()
                self.milliseconds.append((time.monotonic() - began) * 1_000)
                count += 1
            except (Failure, OSError, ValueError) as error:
                self.failures.append(f"{self.caller.dialect}: {type(error).__name__}: {error}")
            if caller and (count >= CALLS_PER_CONNECTION or caller.link.is_closed or caller.link.goaway):
                caller.close()
                caller = None
            self._stopped.wait(max(0.0, INTERVAL_SECONDS - (time.monotonic() - began)))
        if caller:
            caller.close()
