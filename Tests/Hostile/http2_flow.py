"""Flow control of HTTP/2 broken, or used to make the server hold what it has. RFC 9113 section 6.9."""

import http2
import wire
from calls import HUB, call, data, headers, message, request
from contract import LIST_RULES, RULES_REQUEST, SUBMIT_REFERRALS, WATCH_CASES, WATCH_REQUEST
from frame_slow import end
from harness import attack
from http2 import DATA, WINDOW_MAX, Http2Link, frame, window_update
from http2_framing import OPENED, PROTOCOL_ERROR, broken
from http2_settings import FLOW_CONTROL_ERROR

broken(
    "h2-window-overflow-connection",
    "RFC 9113 section 6.9.1: the connection's window above 2^31 - 1.",
    FLOW_CONTROL_ERROR,
    window_update(0, WINDOW_MAX),
    window_update(0, WINDOW_MAX) * 2,
)
broken(
    "h2-window-overflow-stream",
    "RFC 9113 section 6.9.1: a stream's window above 2^31 - 1 is an error of the stream.",
    ("reset FLOW_CONTROL_ERROR", FLOW_CONTROL_ERROR),
    OPENED + window_update(1, WINDOW_MAX),
    stream=1,
)
broken(
    "h2-window-zero-connection",
    "RFC 9113 section 6.9: an increment of 0 for the connection.",
    PROTOCOL_ERROR,
    window_update(0, 0),
)
broken(
    "h2-window-zero-stream",
    "RFC 9113 section 6.9: an increment of 0 for a stream is an error of the stream.",
    ("reset PROTOCOL_ERROR", PROTOCOL_ERROR),
    OPENED + window_update(1, 0),
    stream=1,
)


@attack("http2", "h2-data-beyond-stream-window", FLOW_CONTROL_ERROR, "reset FLOW_CONTROL_ERROR")
def data_beyond_stream_window(attempt):
    """RFC 9113 section 6.9.1: more DATA than the window, to a handler that is held up by its own answers."""
    link = attempt.link(Http2Link).open((http2.INITIAL_WINDOW_SIZE, 0))
    link.send(headers(1, request(SUBMIT_REFERRALS)))
    empties = frame(DATA, 0, 1, message(b"") * 3_000)
    for _ in range(200):
        if link.is_ending or link.resets or not link.send(empties):
            break
    return link.outcome(1)


@attack("http2", "h2-data-on-all-streams", FLOW_CONTROL_ERROR, "closed", "open", "reset *", "status *")
def data_on_all_streams(attempt):
    """RFC 9113 section 6.9.1: DATA to the end of the window of each of 100 streams, none of it a whole message."""
    link = attempt.link(Http2Link).open()
    window = link.settings.get(http2.INITIAL_WINDOW_SIZE, 65_535)
    streams = range(1, 200, 2)
    link.send(b"".join(headers(stream, request(), http2.END_HEADERS) for stream in streams), 100)
    begun = message(b"", length=4_000_000)
    for stream in streams:
        if link.is_ending or not link.send(data(stream, (begun + bytes(window))[:window])):
            break
    return link.settle()


@attack("http2", "h2-stalled-window", "open", "goaway *", "closed", connections=10, seconds_min=6)
def stalled_window(attempt):
    """RFC 9113 sections 6.9.2 and 10.5 (CVE-2019-9517): a window of 0 and 100 large answers that wait for it."""
    link = attempt.link(Http2Link).open((http2.INITIAL_WINDOW_SIZE, 0))
    link.send(b"".join(call(stream, LIST_RULES, RULES_REQUEST) for stream in range(1, 201, 2)), 200)
    while attempt.pause(0.25) and not link.is_closed:
        link.read(0)
    return link.settle()


@attack("http2", "h2-unread-answers-hostage", "open", "goaway *", "closed", connections=130, seconds_min=10)
def unread_answers_hostage(attempt):
    """RFC 9113 section 10.5: answers of 320 MiB that wait for windows of 0; others' calls must be answered meanwhile."""
    link = attempt.link(Http2Link).open((http2.INITIAL_WINDOW_SIZE, 0))
    link.send(b"".join(call(stream, LIST_RULES, RULES_REQUEST) for stream in range(1, 201, 2)), 200)
    while attempt.pause(0.25) and not link.is_closed:
        link.read(0)
    return end(link)


@attack("http2", "h2-answers-left-behind", "status 3", pause_seconds=1, seconds_min=1)
def answers_left_behind(attempt):
    """RFC 9113 section 5.4.1: 120 connections, lost while 2.5 MB of answers wait on each; the room for them must come back."""
    for _ in range(120):
        link = attempt.link(Http2Link).open((http2.INITIAL_WINDOW_SIZE, 0))
        link.send(b"".join(call(stream, LIST_RULES, RULES_REQUEST) for stream in range(1, 201, 2)), 200)
        link.wait(lambda: link.is_ending or len(link.streams) >= 100, wire.BACKLOG_SECONDS)
        link.abort()
    link = attempt.link(Http2Link).open()
    link.grants = True
    # No query at all, but one that takes as much room as may be.
    body = message(bytes(4_000_000))
    link.send(headers(1, request(LIST_RULES)))
    link.send_body(1, body)
    return link.outcome(1)


@attack("http2", "h2-stalled-then-reset", "open", "goaway *", "closed", connections=4)
def stalled_then_reset(attempt):
    """RFC 9113 section 10.5: large answers that wait for a window of 0, given up and asked for again."""
    link = attempt.link(Http2Link).open((http2.INITIAL_WINDOW_SIZE, 0))
    first = 1
    while attempt.goes_on() and not link.is_ending:
        streams = range(first, first + 100, 2)
        if not link.send(b"".join(call(stream, LIST_RULES, RULES_REQUEST) for stream in streams), 100):
            break
        link.wait(lambda: link.is_ending or streams[-1] in link.streams)
        link.send(b"".join(http2.rst(stream) for stream in streams), 50)
        link.streams.clear()
        first += 100
    return link.settle()


@attack("http2", "h2-window-by-bytes", "open", "goaway *", "closed")
def window_by_bytes(attempt):
    """CVE-2019-9511: a window that is opened byte by byte, so that a large answer goes in tiny frames."""
    link = attempt.link(Http2Link).open((http2.INITIAL_WINDOW_SIZE, 1))
    link.send(call(1, LIST_RULES, RULES_REQUEST), 2)
    while attempt.goes_on() and not link.is_ending:
        if not link.send(window_update(1, 1)) or link.outcome_of(1):
            break
        link.read(0.01)
    return link.settle()


@attack("http2", "h2-watches-without-window", "open", "goaway *", connections=4)
def watches_without_window(attempt):
    """RFC 9113 section 6.9: 100 watches, none with a window for a single response."""
    link = attempt.link(Http2Link).open((http2.INITIAL_WINDOW_SIZE, 0))
    link.send(b"".join(call(stream, WATCH_CASES, WATCH_REQUEST, HUB) for stream in range(1, 201, 2)), 200)
    while attempt.pause(0.25):
        link.read(0)
    return link.settle()
