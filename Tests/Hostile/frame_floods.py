"""Cairn frames without end: many of what is cheap to send."""

import struct

import frames
from contract import CODES_REQUEST, LIST_CODES, NOTHING, SUBMIT_REFERRALS, WATCH_CASES, WATCH_REQUEST
from frame_rules import HUB
from frames import CANCEL, LAST, MESSAGE, PING, PONG, PREFACE, WINDOW, FrameLink, call, frame
from harness import attack


def storm(attempt, link, make, reading=True):
    """Sends bursts that `make` makes of the first call id that is free, each of 100 frames or more, until the time is over;
    one at least, since a link that was opened in the last moment proves nothing without it."""
    first = 1
    while True:
        burst, frames_sent, ids = make(first)
        first += ids
        if not link.send(burst, frames_sent, reading, patience=2) or link.goaway or not attempt.goes_on():
            return link.settle()


@attack("frames", "frames-ping-flood", "open", "goaway *")
def ping_flood(attempt):
    """Section 6: PING without end, reading the answers."""
    burst = frame(PING, message=b"12345678") * 500
    return storm(attempt, attempt.link(FrameLink).open(), lambda first: (burst, 500, 0))


@attack("frames", "frames-ping-never-read", "held back", "closed", "goaway *", connections=2, seconds_min=4)
def ping_never_read(attempt):
    """Sections 6 and 8: PING without end to a server whose PONG nobody reads."""
    burst = frame(PING, message=b"12345678") * 500
    link = attempt.link(FrameLink, receive_bytes=4_096).open()
    return storm(attempt, link, lambda first: (burst, 500, 0), reading=False)


@attack("frames", "frames-pong-flood", "open", "goaway *")
def pong_flood(attempt):
    """Section 6: a PONG that nobody asked for is passed over."""
    burst = frame(PONG, message=b"12345678") * 500
    return storm(attempt, attempt.link(FrameLink).open(), lambda first: (burst, 500, 0))


@attack("frames", "frames-cancel-flood", "open", "goaway *", connections=2)
def cancel_flood(attempt):
    """Section 5: calls that are given up at once, as in HTTP/2's rapid reset (CVE-2023-44487)."""

    def burst(first):
        ids = range(first, first + 100)
        return b"".join(call(id, LIST_CODES, CODES_REQUEST) + frame(CANCEL, call=id) for id in ids), 200, 100

    return storm(attempt, attempt.link(FrameLink).open(), burst)


@attack("frames", "frames-stream-cancel-flood", "open", "goaway *", connections=2)
def stream_cancel_flood(attempt):
    """Section 9: streams that are opened and given up at once; each begins work of its own."""

    def burst(first):
        ids = range(first, first + 100)
        watches = (call(id, WATCH_CASES, WATCH_REQUEST, metadata=HUB, timeout_us=0) for id in ids)
        return b"".join(watch + frame(CANCEL, call=id) for id, watch in zip(ids, watches)), 200, 100

    return storm(attempt, attempt.link(FrameLink).open(), burst)


@attack("frames", "frames-unknown-method-flood", "open", connections=2)
def unknown_method_flood(attempt):
    """Section 5: thousands of calls of methods that do not exist."""

    def burst(first):
        ids = range(first, first + 100)
        return b"".join(call(id, f"{NOTHING}{id}") for id in ids), 100, 100

    return storm(attempt, attempt.link(FrameLink).open(), burst)


@attack("frames", "frames-empty-flood", "open", "goaway *")
def empty_flood(attempt):
    """Sections 3 and 9: frames without payload: empty calls, then LAST, WINDOW and MESSAGE for calls that have ended."""

    def burst(first):
        ids = range(first, first + 50)
        ended = frame(CANCEL, call=1) + frame(MESSAGE, call=1) + frame(WINDOW, call=1, message=struct.pack(">I", 1))
        return b"".join(frame(frames.CALL, LAST, id) + ended for id in ids), 200, 50

    return storm(attempt, attempt.link(FrameLink).open(), burst)


@attack("frames", "frames-empty-messages", "goaway PROTOCOL_ERROR", "open", "held back")
def empty_messages(attempt):
    """Section 9: MESSAGE without payload without end, each for its 12 bytes of credit, its responses never granted."""
    link = attempt.link(FrameLink).open(((1, 4_194_304), (4, 0), (6, 1)))
    link.send(call(1, SUBMIT_REFERRALS, flags=0))
    burst = frame(MESSAGE, call=1) * 200
    return storm(attempt, link, lambda first: (burst, 200, 0))


@attack("frames", "frames-window-flood", "open", "goaway PROTOCOL_ERROR")
def window_flood(attempt):
    """Section 9: credit of one byte, again and again, to a stream that lives."""
    link = attempt.link(FrameLink).open()
    link.send(call(1, WATCH_CASES, WATCH_REQUEST, metadata=HUB, timeout_us=0))
    burst = frame(WINDOW, call=1, message=struct.pack(">I", 1)) * 500
    return storm(attempt, link, lambda first: (burst, 500, 0))


@attack("frames", "frames-goaway-flood", "closed", "goaway SHUTDOWN", "goaway PROTOCOL_ERROR")
def goaway_flood(attempt):
    """Section 7: a client that says again and again that it opens no more calls, and opens them."""

    def burst(first):
        goaway = frame(frames.GOAWAY, message=bytes(8))
        return b"".join(goaway + call(id, LIST_CODES, CODES_REQUEST) for id in range(first, first + 50)), 100, 50

    return storm(attempt, attempt.link(FrameLink).open(), burst)


@attack("frames", "frames-random-bytes", "goaway *", "closed", connections=4)
def random_bytes(attempt):
    """Section 2: bytes by chance in place of frames, before and after the HELLO."""
    link = attempt.link(FrameLink)
    link.send(attempt.random.choice((b"", PREFACE, PREFACE + frames.hello())))
    # More than the largest payload that a header by chance could announce within the limit.
    for _ in range(70):
        if not link.send(attempt.random.randbytes(65_536)):
            break
    return link.settle()


@attack("frames", "frames-bit-flips", "goaway *", "closed", "open", "cut short", connections=4)
def bit_flips(attempt):
    """Sections 1 to 9: valid traffic of which some bits are turned over."""
    traffic = bytearray(
        PREFACE
        + frames.hello()
        + call(1, LIST_CODES, CODES_REQUEST)
        + frame(PING, message=bytes(8))
        + call(2, SUBMIT_REFERRALS, flags=0)
        + frame(MESSAGE, call=2, message=CODES_REQUEST)
        + frame(WINDOW, call=2, message=struct.pack(">I", 100))
        + frame(MESSAGE, LAST, 2)
        + frame(CANCEL, call=1)
        + call(3, WATCH_CASES, WATCH_REQUEST, metadata=HUB)
        + frame(CANCEL, call=3)
    )
    for _ in range(attempt.random.randint(1, 8)):
        traffic[attempt.random.randrange(len(traffic))] ^= 1 << attempt.random.randrange(8)
    link = attempt.link(FrameLink)
    link.send(bytes(traffic), 11)
    link.wait(lambda: link.goaway, 0.1)
    # A length that grew makes the server wait for the rest, as it must.
    return link.settle() if link.goaway or link.is_closed else "cut short"


@attack("frames", "frames-churn", "thousands", connections=4, pause_seconds=0)
def churn(attempt):
    """Section 8: connections that are made and closed at once, with and without a word."""
    count = 0
    while attempt.goes_on():
        link = attempt.plain()
        link.send(attempt.random.choice((b"", b"C", PREFACE, PREFACE + frames.hello())))
        (link.abort if attempt.random.random() < 0.9 else link.close)()
        count += 1
    return "thousands" if count else "none"


@attack("frames", "frames-half-open", "closed", seconds_min=10)
def half_open(attempt):
    """Section 1: thousands of connections that never say anything; each is closed in five seconds."""
    links = [attempt.plain() for _ in range(2_000)]
    while attempt.goes_on() and not all(link.is_closed for link in links):
        for link in links:
            link.read(0)
        attempt.pause(0.25)
    silent = sum(not link.is_closed for link in links)
    return "closed" if not silent else f"{silent} still open"


@attack("frames", "tls-to-plain-port", "goaway UNKNOWN_PROTOCOL", "closed")
def tls_to_plain_port(attempt):
    """Section 1: a TLS 1.3 ClientHello (RFC 8446 section 4.1.2) to a port that is in clear."""
    link = attempt.link(FrameLink)
    link.send(bytes.fromhex("16030100c4010000c00303") + attempt.random.randbytes(190))
    return link.settle()


@attack("frames", "http1-request", "goaway UNKNOWN_PROTOCOL", "goaway in another dialect", "closed")
def http1_request(attempt):
    """Section 1: a request of HTTP/1.1 (RFC 9112), also one that asks for an upgrade to HTTP/2."""
    link = attempt.link(FrameLink)
    link.send(
        attempt.random.choice(
            (
                b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n",
                b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ\r\n\r\n",
                b"PRI * HTTP/1.1\r\n\r\n",
            )
        )
    )
    return link.settle()
