"""Calls in Cairn frames that are answered as errors, and must cost the server no more than that."""

import frames
from contract import CODES_REQUEST, LIST_CODES, LIST_RULES, NOTHING, RULES_REQUEST, WATCH_CASES, WATCH_REQUEST
from frames import LAST, FrameLink, call, frame
from frame_rules import HUB
from harness import attack

INVALID_ARGUMENT, UNIMPLEMENTED = "status 3", "status 12"
LIMIT = 4_194_304


def answered(name, rule, status, *calls):
    """Registers an attack that sends one of some calls, whose id is 1, to an open connection, another one each time."""

    def body(attempt):
        link = attempt.link(FrameLink).open()
        link.send(attempt.random.choice(calls))
        return link.status(1)

    body.__doc__ = rule
    attack("frames", name, status)(body)


def with_head(head, message=CODES_REQUEST):
    return frame(frames.CALL, LAST, 1, head, message)


answered(
    "frames-head-garbage",
    "Section 5: a head that is no CallHeader is answered INVALID_ARGUMENT.",
    INVALID_ARGUMENT,
    with_head(b"\xff" * 64),
    with_head(b"\x0a\xff\xff\xff\xff\x0f"),
    with_head(b"\x0a\x05\xff\xfe\xfd\xfc\xfb"),
    with_head(b"\x0b" * 8_192),
)
answered(
    "frames-metadata-rules",
    "Section 5: at most 64 pieces of metadata, keys and values of gRPC's form.",
    INVALID_ARGUMENT,
    *(
        call(1, LIST_CODES, CODES_REQUEST, metadata=metadata)
        for metadata in (
            [("a", "b")] * 65,
            [("", "b")],
            [("A", "b")],
            [("a" * 129, "b")],
            [("grpc-status", "0")],
            [("a", b"\x1f")],
            [("a b", "c")],
            [("a", b"\x7f")],
            [("a\0", "b")],
        )
    ),
)
answered(
    "frames-unknown-methods",
    "Section 5: a method that does not exist is answered UNIMPLEMENTED.",
    UNIMPLEMENTED,
    call(1, NOTHING),
    call(1, "/" + "x" * 7_000 + "/y"),
    call(1, LIST_CODES.lower()),
    call(1, LIST_CODES + "/"),
    call(1, ""),
    call(1, "ListCodes"),
)
answered(
    "frames-request-garbage",
    "Section 5: a request that is no message is answered INVALID_ARGUMENT.",
    INVALID_ARGUMENT,
    call(1, LIST_CODES, b"\xff" * 1_000),
    call(1, LIST_CODES, b"\x0b" * 100_000),
    call(1, LIST_CODES, b"\x0a\x7f"),
    call(1, LIST_CODES, bytes(4_000_000)),
    call(1, LIST_CODES, b"\x0a\x00" * 1_000_000),
)
answered(
    "frames-timeout-out-of-range",
    "Section 5: a time beyond what the server grants means what it grants.",
    "status 0",
    *(call(1, LIST_CODES, CODES_REQUEST, timeout_us=time) for time in (2**64 - 1, 2**63, 2**62)),
)


@attack("frames", "frames-stream-timeout-out-of-range", "open")
def stream_timeout_out_of_range(attempt):
    """Section 9: a stream's time is granted as it is, however long; a time that no clock can reach is no time at all."""
    link = attempt.link(FrameLink).open()
    times = (2**64 - 1, 2**63, 2**64 // 1_000, 2**64 // 1_000 - 1, 2**63 // 1_000, 2**54)
    link.send(
        b"".join(
            call(number, WATCH_CASES, WATCH_REQUEST, metadata=HUB, timeout_us=time)
            for number, time in enumerate(times, 1)
        ),
        len(times),
    )
    return link.settle()


@attack("frames", "frames-calls-beyond-limit", "status 8: 976 of 2000")
def calls_beyond_limit(attempt):
    """Section 5: more than 1,024 calls under way on a connection; those above are answered RESOURCE_EXHAUSTED."""
    link = attempt.link(FrameLink).open()
    for first in range(1, 2_001, 100):
        link.send(
            b"".join(
                call(number, WATCH_CASES, WATCH_REQUEST, metadata=HUB, timeout_us=0)
                for number in range(first, first + 100)
            ),
            100,
        )
    link.wait(lambda: len(link.statuses) >= 976)
    outcome = link.settle()
    refused = sum(status == 8 for status in link.statuses.values())
    return f"status 8: {refused} of 2000" if outcome == "open" else outcome


def hostage(attempt, sizes):
    """Opens a connection for each size, on which the header of a call of that size comes, and no more."""
    for size in sizes:
        link = attempt.link(FrameLink).open()
        link.send(frame(frames.CALL, LAST, 1, length=size))
    while attempt.pause(0.25) and not link.goaway:
        link.read(0)
    return link.settle() if link.is_closed or link.goaway else "open"


@attack("frames", "frames-request-bytes-hostage", "open", "goaway *", "closed", seconds_min=6)
def request_bytes_hostage(attempt):
    """Section 8: headers of calls announce 280 MB and nothing follows; what never came must cost others nothing."""
    # Large ones, and then smaller and smaller ones for what room they leave.
    return hostage(attempt, [LIMIT] * 66 + [LIMIT >> half for half in range(1, 23)] * 2)


@attack("frames", "frames-request-bytes-by-many", "open", "goaway *", "closed", seconds_min=10)
def request_bytes_by_many(attempt):
    """Section 8: the same of 50 who announce much and 1,500 who announce little, down to nothing."""
    return hostage(attempt, [LIMIT] * 50 + [65_000] * 1_500 + [LIMIT >> half for half in range(7, 23)] * 4)


@attack("frames", "frames-answers-never-read", "held back", "closed", connections=16, seconds_min=6)
def answers_never_read(attempt):
    """Section 8: large answers to a client that does not read; the server reads no more of it, and cuts it off."""
    link = attempt.link(FrameLink, receive_bytes=4_096).open()
    # However long it takes: what waits in the buffers between the two would be answered first once this side read again.
    for first in range(1, 1_000_000, 100):
        storm = b"".join(call(number, LIST_RULES, RULES_REQUEST) for number in range(first, first + 100))
        if not link.send(storm, 100, reading=False, patience=2):
            break
    while attempt.pause(0.5):
        pass
    return link.settle()
