"""Streams of HTTP/2 that are opened, used or ended out of turn. RFC 9113 sections 5.1 and 6."""

import http2
from calls import HUB, call, data, headers, message, request
from contract import LIST_CODES, WATCH_CASES, WATCH_REQUEST
from harness import attack
from http2 import DATA, END_HEADERS, END_STREAM, PRIORITY, Http2Link, frame
from http2_framing import OPENED, PROTOCOL_ERROR, broken

STREAM_CLOSED = ("reset STREAM_CLOSED", "goaway STREAM_CLOSED")
WHOLE = headers(1, request(), END_HEADERS | END_STREAM)

broken(
    "h2-even-stream",
    "RFC 9113 section 5.1.1: a client's streams have odd numbers.",
    PROTOCOL_ERROR,
    headers(2, request()),
    headers(2**31 - 2, request()),
)
broken(
    "h2-decreasing-stream",
    "RFC 9113 section 5.1.1: a new stream has a greater number than every one before it.",
    (PROTOCOL_ERROR, "goaway STREAM_CLOSED"),
    call(7) + call(5),
    headers(2**31 - 1, request()) + headers(1, request()),
)
broken(
    "h2-idle-stream",
    "RFC 9113 section 5.1: only HEADERS and PRIORITY go to an idle stream.",
    PROTOCOL_ERROR,
    frame(DATA, 0, 5, b"x"),
    http2.rst(5),
    http2.window_update(5, 1),
    frame(http2.CONTINUATION, END_HEADERS, 5),
)
broken(
    "h2-data-after-end",
    "RFC 9113 section 5.1: DATA to a stream that the client has ended.",
    STREAM_CLOSED,
    headers(1, request(WATCH_CASES, agency=HUB))
    + data(1, message(WATCH_REQUEST), END_STREAM)
    + frame(DATA, 0, 1, b"x"),
    stream=1,
)
broken(
    "h2-headers-after-end",
    "RFC 9113 section 5.1: HEADERS to a stream that the client has ended.",
    STREAM_CLOSED + ("reset PROTOCOL_ERROR",),
    headers(1, request(WATCH_CASES, agency=HUB)) + data(1, message(WATCH_REQUEST), END_STREAM) + WHOLE,
    stream=1,
)
broken(
    "h2-data-after-reset",
    "RFC 9113 section 5.1: DATA, HEADERS or WINDOW_UPDATE to a stream that the client has reset.",
    STREAM_CLOSED + ("open", PROTOCOL_ERROR),
    OPENED + http2.rst(1) + frame(DATA, 0, 1, bytes(100)),
    OPENED + http2.rst(1) + WHOLE,
    OPENED + http2.rst(1) + http2.window_update(1, 10),
)
broken(
    "h2-trailers-unended",
    "RFC 9113 section 8.1: a second HEADERS frame without END_STREAM is malformed.",
    ("reset PROTOCOL_ERROR", PROTOCOL_ERROR, "status 3"),
    OPENED + headers(1, [("a", "b")]),
    stream=1,
)
broken(
    "h2-self-dependency",
    "RFC 7540 section 5.3.1: a stream that depends on itself; RFC 9113 does not read priorities.",
    ("open", "reset PROTOCOL_ERROR", PROTOCOL_ERROR),
    OPENED + frame(PRIORITY, 0, 1, b"\0\0\0\x01\x10"),
)


@attack("http2", "h2-data-after-answer", "open", *STREAM_CLOSED)
def data_after_answer(attempt):
    """RFC 9113 section 5.1: DATA without end for a stream that both sides have ended."""
    link = attempt.link(Http2Link).open()
    link.send(call(1), 2)
    link.outcome(1)
    for _ in range(100):
        if link.is_ending or not link.send(frame(DATA, 0, 1, bytes(http2.FRAME_MAX))):
            break
    return link.settle()


@attack(
    "http2",
    "h2-too-many-streams",
    "reset REFUSED_STREAM",
    PROTOCOL_ERROR,
    "goaway ENHANCE_YOUR_CALM",
    "goaway REFUSED_STREAM",
)
def too_many_streams(attempt):
    """RFC 9113 section 5.1.2: more streams at once than SETTINGS_MAX_CONCURRENT_STREAMS allows."""
    link = attempt.link(Http2Link).open()
    last = 2 * link.settings[http2.MAX_CONCURRENT_STREAMS] + 1
    link.send(b"".join(headers(stream, request()) for stream in range(1, last + 200, 2)), 200)
    link.wait(lambda: link.is_ending or link.resets)
    return link.outcome(last)


@attack("http2", "h2-streams-to-the-last", "goaway *", "open", "status 0")
def streams_to_the_last(attempt):
    """RFC 9113 section 5.1.1: the last number that a stream can have; after it the connection has no more."""
    link = attempt.link(Http2Link).open()
    link.send(call(2**31 - 1, LIST_CODES), 2)
    return link.outcome(2**31 - 1)
