"""HTTP/2 prefaces and frames that break RFC 9113 sections 3.4 to 6.10 by their form."""

import struct

import http2
from calls import call, data, headers, request
from frames import PREFACE as FRAMES_PREFACE
from harness import attack
from http2 import (
    CONTINUATION,
    DATA,
    END_HEADERS,
    GOAWAY,
    HEADERS,
    PADDED,
    PING,
    PRIORITISED,
    PRIORITY,
    PUSH_PROMISE,
    RST_STREAM,
    SETTINGS,
    WINDOW_UPDATE,
    Http2Link,
    frame,
)

PROTOCOL_ERROR, FRAME_SIZE_ERROR = "goaway PROTOCOL_ERROR", "goaway FRAME_SIZE_ERROR"
OPENED = headers(1, request())


def broken(name, rule, accepts, *broken_frames, stream=None):
    """Registers an attack that sends one of some frames to an open connection, another one each time.

    What counts is what becomes of the connection, or of a stream if one is named.
    """
    accepts = (accepts,) if isinstance(accepts, str) else accepts

    def body(attempt):
        link = attempt.link(Http2Link).open()
        link.send(attempt.random.choice(broken_frames))
        return link.settle() if stream is None else link.outcome(stream)

    body.__doc__ = rule
    attack("http2", name, *accepts)(body)


@attack("http2", "h2-bad-preface", PROTOCOL_ERROR, FRAME_SIZE_ERROR, "closed")
def bad_preface(attempt):
    """RFC 9113 section 3.4: a preface that begins well and ends otherwise, or no SETTINGS behind it."""
    link = attempt.link(Http2Link)
    link.send(
        attempt.random.choice(
            (
                b"PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
                b"PRI * HTTP/2.0\r\n\r\n" + FRAMES_PREFACE,
                http2.PREFACE + call(1),
                http2.PREFACE + frame(PING, payload=bytes(8)),
                http2.PREFACE + http2.PREFACE,
            )
        )
    )
    return link.settle()


@attack("http2", "h2-truncated", "closed", PROTOCOL_ERROR)
def truncated(attempt):
    """RFC 9113 section 4.1: input ends in the midst of a frame."""
    link = attempt.link(Http2Link).open()
    whole = call(1)
    link.send(whole[: attempt.random.randrange(1, len(whole))])
    link.end_output()
    return link.settle()


@attack("http2", "h2-random-bytes", "goaway *", "closed", connections=4)
def random_bytes(attempt):
    """RFC 9113 section 4: bytes by chance in place of frames."""
    link = attempt.link(Http2Link).open()
    for _ in range(300):
        if not link.send(attempt.random.randbytes(65_536)):
            break
    return link.settle()


@attack("http2", "h2-bit-flips", "goaway *", "closed", "open", "cut short", connections=4)
def bit_flips(attempt):
    """RFC 9113 and RFC 7541: valid traffic of which some bits are turned over."""
    traffic = bytearray(
        http2.PREFACE
        + http2.settings((http2.INITIAL_WINDOW_SIZE, 100_000))
        + call(1)
        + http2.window_update(0, 10_000)
        + frame(PING, payload=bytes(8))
        + call(3)
        + http2.rst(3)
        + headers(5, request())
        + data(5, bytes(20))
        + http2.window_update(5, 10)
    )
    for _ in range(attempt.random.randint(1, 8)):
        traffic[attempt.random.randrange(len(traffic))] ^= 1 << attempt.random.randrange(8)
    link = attempt.link(Http2Link)
    link.send(bytes(traffic), 12)
    link.wait(lambda: link.goaway, 0.1)
    return link.settle() if link.goaway or link.is_closed else "cut short"


broken(
    "h2-frame-too-long",
    "RFC 9113 section 4.2: a frame is longer than SETTINGS_MAX_FRAME_SIZE.",
    (FRAME_SIZE_ERROR, "closed"),
    *(OPENED + frame(kind, 0, 1, bytes(16_385)) for kind in (DATA, 0xFA)),
    frame(HEADERS, END_HEADERS, 1, bytes(16_385)),
    frame(SETTINGS, payload=bytes(16_386)),
    frame(DATA, 0, 1, length=2**24 - 1),
    frame(HEADERS, 0, 1, length=2**24 - 1),
)
broken(
    "h2-frame-too-short",
    "RFC 9113 sections 6.3 to 6.9: frames of a fixed length that have another.",
    (FRAME_SIZE_ERROR, PROTOCOL_ERROR),
    frame(PING, payload=bytes(7)),
    frame(PING, payload=bytes(9)),
    OPENED + frame(RST_STREAM, 0, 1, bytes(3)),
    frame(WINDOW_UPDATE, payload=bytes(3)),
    frame(SETTINGS, payload=bytes(5)),
    frame(GOAWAY, payload=bytes(7)),
    frame(SETTINGS, http2.ACK, payload=bytes(6)),
    frame(HEADERS, END_HEADERS | PRIORITISED, 1, bytes(4)),
)
broken(
    "h2-priority-too-short",
    "RFC 9113 section 6.3: a PRIORITY frame of 4 bytes is an error of its stream.",
    ("reset FRAME_SIZE_ERROR", FRAME_SIZE_ERROR),
    OPENED + frame(PRIORITY, 0, 1, bytes(4)),
    stream=1,
)
broken(
    "h2-padding-too-long",
    "RFC 9113 sections 6.1 and 6.2: the padding is as long as the payload or longer.",
    PROTOCOL_ERROR,
    OPENED + frame(DATA, PADDED, 1, b"\x05" + bytes(4)),
    OPENED + frame(DATA, PADDED, 1, b"\xff"),
    OPENED + frame(DATA, PADDED, 1, b"\x01"),
    frame(HEADERS, PADDED | END_HEADERS, 1, b"\xff" + bytes(10)),
)
broken(
    "h2-padding-missing",
    "RFC 9113 section 6.1: a padded frame without the byte that says how much.",
    (FRAME_SIZE_ERROR, PROTOCOL_ERROR),
    OPENED + frame(DATA, PADDED, 1),
    frame(HEADERS, PADDED | END_HEADERS, 1),
)
broken(
    "h2-frames-on-wrong-streams",
    "RFC 9113 sections 6.1 to 6.10: stream 0 where there has to be one, or the other way about.",
    PROTOCOL_ERROR,
    frame(DATA, payload=b"x"),
    headers(0, request()),
    frame(RST_STREAM, payload=bytes(4)),
    frame(PRIORITY, payload=bytes(5)),
    frame(CONTINUATION, END_HEADERS),
    OPENED + frame(PING, 0, 1, bytes(8)),
    OPENED + frame(SETTINGS, 0, 1),
    OPENED + frame(GOAWAY, 0, 1, bytes(8)),
)
broken(
    "h2-continuation-misplaced",
    "RFC 9113 section 6.10: CONTINUATION without HEADERS, or something between the two.",
    PROTOCOL_ERROR,
    frame(CONTINUATION, END_HEADERS, 1, b"\x82"),
    OPENED + frame(CONTINUATION, END_HEADERS, 1, b"\x82"),
    headers(1, request(), 0) + frame(PING, payload=bytes(8)),
    headers(1, request(), 0) + frame(DATA, 0, 1, b"x"),
    headers(1, request(), 0) + frame(0xFA),
    headers(1, request(), 0) + frame(CONTINUATION, END_HEADERS, 3, b"\x82"),
)
broken(
    "h2-push-by-client",
    "RFC 9113 section 8.4: a client cannot push.",
    PROTOCOL_ERROR,
    OPENED + frame(PUSH_PROMISE, END_HEADERS, 1, struct.pack(">I", 2) + b"\x82"),
)
