"""SETTINGS that HTTP/2 forbids. RFC 9113 sections 6.5 and 6.9.2."""

import http2
from calls import call, data, headers, message, request
from contract import LIST_RULES, RULES_REQUEST
from harness import attack
from http2 import Http2Link, settings
from http2_framing import PROTOCOL_ERROR, broken

FLOW_CONTROL_ERROR = "goaway FLOW_CONTROL_ERROR"

broken(
    "h2-settings-window-too-large",
    "RFC 9113 section 6.5.2: SETTINGS_INITIAL_WINDOW_SIZE above 2^31 - 1.",
    FLOW_CONTROL_ERROR,
    settings((http2.INITIAL_WINDOW_SIZE, 2**31)),
    settings((http2.INITIAL_WINDOW_SIZE, 2**32 - 1)),
)
broken(
    "h2-settings-frame-size",
    "RFC 9113 section 6.5.2: SETTINGS_MAX_FRAME_SIZE outside 2^14 to 2^24 - 1.",
    PROTOCOL_ERROR,
    *(settings((http2.MAX_FRAME_SIZE, size)) for size in (0, 1, 16_383, 2**24, 2**32 - 1)),
)
broken(
    "h2-settings-push",
    "RFC 9113 section 6.5.2: SETTINGS_ENABLE_PUSH is 0 or 1.",
    PROTOCOL_ERROR,
    settings((http2.ENABLE_PUSH, 2)),
    settings((http2.ENABLE_PUSH, 2**32 - 1)),
)
broken(
    "h2-settings-unknown",
    "RFC 9113 section 6.5.2: a setting that is not known is passed over.",
    "status 0",
    settings((0xFFFF, 2**32 - 1), (0, 5), (99, 1)) + call(1),
    stream=1,
)
broken(
    "h2-settings-ack-unasked",
    "RFC 9113 section 6.5.3: an acknowledgement of SETTINGS that were never sent.",
    (PROTOCOL_ERROR, "open"),
    http2.frame(http2.SETTINGS, http2.ACK) * 10,
)


@attack("http2", "h2-settings-overflow-streams", FLOW_CONTROL_ERROR)
def overflow_streams(attempt):
    """RFC 9113 section 6.9.2: a larger initial window lifts the window of an open stream above 2^31 - 1."""
    link = attempt.link(Http2Link).open()
    link.send(headers(1, request()) + http2.window_update(1, http2.WINDOW_MAX - 65_535), 2)
    link.send(settings((http2.INITIAL_WINDOW_SIZE, 1_000_000)))
    return link.settle()


@attack("http2", "h2-settings-to-and-fro", "open", "goaway *", "closed")
def to_and_fro(attempt):
    """RFC 9113 section 6.9.2: an initial window that goes up and down while 100 answers wait for it."""
    link = attempt.link(Http2Link).open((http2.INITIAL_WINDOW_SIZE, 0))
    link.send(b"".join(call(stream, LIST_RULES, RULES_REQUEST) for stream in range(1, 201, 2)), 200)
    while attempt.goes_on() and not link.is_ending:
        if not link.send(b"".join(settings((http2.INITIAL_WINDOW_SIZE, size)) for size in (1, 0, 100, 0)), 4):
            break
        attempt.pause(0.01)
    return link.settle()


@attack("http2", "h2-settings-header-table", "open", "goaway *", "closed")
def header_table(attempt):
    """RFC 7541 section 4.2: the greatest header table that can be announced; the server must not fill it for us."""
    link = attempt.link(Http2Link)
    link.allow_header_table(2**32 - 1)
    link.open((http2.HEADER_TABLE_SIZE, 2**32 - 1))
    for stream in range(1, 200_001, 2):
        # The status that answers it names the length, and so is another one each time.
        made = headers(stream, request()) + data(stream, message(b"", length=5_000_000 + stream), http2.END_STREAM)
        if link.is_ending or not link.send(made, 2) or not attempt.goes_on():
            break
        link.wait(lambda: link.is_ending or link.outcome_of(stream))
        link.streams.clear()
    return link.settle()


@attack("http2", "h2-settings-never-acknowledged", "open", "goaway SETTINGS_TIMEOUT", "closed")
def never_acknowledged(attempt):
    """RFC 9113 section 6.5.3: the server's SETTINGS are never acknowledged; calls go on meanwhile."""
    link = attempt.link(Http2Link)
    link.acknowledges = False
    link.open()
    for stream in range(1, 20_001, 2):
        if not attempt.goes_on() or link.is_ending or not link.send(call(stream), 2):
            break
        link.wait(lambda: link.is_ending or link.outcome_of(stream))
    return link.settle()
