"""A good client over HTTP/2."""

import bystander
import calls
from http2 import Http2Link


class Http2Caller:
    """Calls by gRPC."""

    dialect = "http2"

    def __init__(self, target):
        self.link = target_link(target)
        self.stream = -1

    def call(self):
        """One call. Raises `Failure` if it is not served."""
        self.stream += 2
        self.link.send(calls.call(self.stream), 2)
        outcome = self.link.outcome(self.stream, bystander.ANSWER_SECONDS)
        answered = self.link.streams.pop(self.stream, None)
        if outcome != "status 0" or b"child-safeguarding" not in answered.data:
            raise bystander.Failure(outcome)

    def close(self):
        self.link.close()


def target_link(target):
    """An open connection that gives back the window of what it reads."""
    link = Http2Link(target.connect(Http2Link.protocol))
    link.grants = True
    return link.open()


def is_spoken(target):
    """Whether the server serves gRPC, and does not just say good-bye to who begins as HTTP/2 does."""
    try:
        caller = Http2Caller(target)
    except OSError:
        return False
    try:
        caller.call()
        return True
    except bystander.Failure:
        return False
    finally:
        caller.close()
