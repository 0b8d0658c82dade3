"""gRPC that breaks its own rules on sound HTTP/2, as grpc's doc/PROTOCOL-HTTP2.md has them."""

from calls import block, data, headers, indexed, message, request
from contract import CODES_REQUEST, LIST_CODES, NOTHING, SUBMIT_REFERRALS
from harness import attack
from http2 import END_HEADERS, END_STREAM, Http2Link
from http2_framing import broken
from http2_headers import ALONE, without

INVALID_ARGUMENT, RESOURCE_EXHAUSTED = "status 3", "status 8"
UNCOMPRESSED_ONLY = ("status 12", "status 13")
LIMIT = 4_194_304


def sent(body, path=LIST_CODES, flags=END_STREAM):
    """A call with a body of any form."""
    return headers(1, request(path)) + data(1, body, flags)


broken(
    "grpc-prefix-too-long",
    "Length-Prefixed-Message: a length of up to 4 GiB, of which little or nothing comes.",
    RESOURCE_EXHAUSTED,
    *(
        sent(message(CODES_REQUEST, length=length), flags=flags)
        for length in (LIMIT + 1, 2**31, 2**32 - 1)
        for flags in (0, END_STREAM)
    ),
    stream=1,
)
broken(
    "grpc-compressed",
    "Compressed-Flag and grpc-encoding: messages that say that they are compressed.",
    UNCOMPRESSED_ONLY,
    *(sent(message(CODES_REQUEST, flag)) for flag in (1, 2, 255)),
    headers(1, request(LIST_CODES, ("grpc-encoding", "gzip"))) + data(1, message(CODES_REQUEST, 1), END_STREAM),
    stream=1,
)
broken(
    "grpc-message-cut",
    "Length-Prefixed-Message: the stream ends in the midst of a message, before it, or after a second one.",
    (INVALID_ARGUMENT, "status 12", "status 13"),
    sent(message(CODES_REQUEST)[:-1]),
    sent(message(CODES_REQUEST)[:3]),
    sent(b""),
    headers(1, request(), ALONE),
    sent(message(CODES_REQUEST) * 2),
    sent(message(CODES_REQUEST) + b"\0"),
    stream=1,
)
broken(
    "grpc-request-garbage",
    "A message that is not of its method's type.",
    INVALID_ARGUMENT,
    sent(message(b"\xff" * 1_000)),
    sent(message(b"\x0b" * 60_000)),
    sent(message(b"\x0a\x7f")),
    sent(message(b"\x0a\x00" * 30_000)),
    stream=1,
)
broken(
    "grpc-content-type",
    "Content-Type: anything but application/grpc is answered HTTP 415.",
    "http 415",
    *(
        headers(1, without("content-type", ("content-type", value)), ALONE)
        for value in ("text/html", "application/grpcx", "application/grpc-web", "APPLICATION/GRPC", "")
    ),
    headers(1, without("content-type"), ALONE),
    stream=1,
)
broken(
    "grpc-http-method",
    "Method: only POST.",
    ("http 405", "http 400", "reset PROTOCOL_ERROR", "goaway PROTOCOL_ERROR"),
    *(
        headers(1, [(":method", method), *without(":method")], ALONE)
        for method in ("GET", "PUT", "CONNECT", "post", "", "X" * 4_000)
    ),
    stream=1,
)
broken(
    "grpc-timeout",
    "Timeout: at most eight digits and a unit.",
    INVALID_ARGUMENT,
    *(
        headers(1, request(LIST_CODES, ("grpc-timeout", value)), ALONE)
        for value in ("", "1", "S", "-1S", "999999999S", "1x", "1 S", "0x1S", "1.5S", "\uff11S", "9" * 5_000)
    ),
    stream=1,
)
broken(
    "grpc-timeout-longest",
    "Timeout: the longest that can be said, and the shortest.",
    ("status 0", "status 4"),
    *(
        headers(1, request(LIST_CODES, ("grpc-timeout", value))) + data(1, message(CODES_REQUEST), END_STREAM)
        for value in ("99999999H", "99999999n", "0n", "00000000H")
    ),
    stream=1,
)
broken(
    "grpc-metadata",
    "Custom-Metadata: more than 64 pieces, keys that are not allowed, binary values that are not base64.",
    (INVALID_ARGUMENT, "http 431", "reset PROTOCOL_ERROR"),
    *(
        headers(1, request(LIST_CODES, *more), ALONE)
        for more in ([("a", "b")] * 65, [("a" * 129, "b")], [("a", b"\xff\xfe")], [("a-bin", "%%%")], [("a-bin", "A")])
    ),
    stream=1,
)
broken(
    "grpc-unknown-methods",
    "A method that does not exist is answered UNIMPLEMENTED.",
    "status 12",
    *(
        headers(1, request(path), flags)
        for path in (NOTHING, "/", "*", "/" + "x" * 7_000, "http://a/b", LIST_CODES + "/", LIST_CODES + "?a=b")
        for flags in (ALONE, END_HEADERS)
    ),
    stream=1,
)


@attack("http2", "grpc-unknown-method-flood", "open", "goaway *", connections=2)
def unknown_method_flood(attempt):
    """Thousands of calls of methods that do not exist, as many at once as may be."""
    link = attempt.link(Http2Link).open()
    first = 1
    while attempt.goes_on() and not link.is_ending:
        streams = range(first, first + 100, 2)
        if not link.send(b"".join(headers(stream, request(f"{NOTHING}{stream}"), ALONE) for stream in streams), 50):
            break
        link.wait(lambda: link.is_ending or all(link.outcome_of(stream) for stream in streams))
        link.streams.clear()
        first += 100
    return link.settle()


@attack("http2", "grpc-trailers-as-bomb", "open", "goaway *", "closed", "reset *", "status *", "http 431")
def trailers_as_bomb(attempt):
    """RFC 9113 section 8.1: trailers of a request with thousands of fields, behind its message."""
    link = attempt.link(Http2Link).open()
    trailers = headers(1, indexed(16) * 10_000 + block(("a", "b")), ALONE)
    link.send(headers(1, request()) + data(1, message(CODES_REQUEST)) + trailers, 3)
    return link.outcome(1)


@attack("http2", "grpc-request-bytes-hostage", "open", "goaway *", "closed", seconds_min=6)
def request_bytes_hostage(attempt):
    """Calls announce 280 MB by five bytes each, and nothing follows; what never came must cost others nothing."""
    links = []
    # Large ones on many connections, and then smaller and smaller ones for what room they leave.
    for sizes in [[LIMIT] * 3] * 24 + [[LIMIT >> half for half in range(1, 23)]] * 2:
        links.append(attempt.link(Http2Link).open())
        links[-1].send(
            b"".join(
                headers(2 * number + 1, request()) + data(2 * number + 1, message(b"", length=size))
                for number, size in enumerate(sizes)
            ),
            2 * len(sizes),
        )
    while attempt.pause(0.25) and not links[-1].is_closed:
        links[-1].read(0)
    return links[-1].settle()


@attack("http2", "grpc-stream-of-empties", "open", "goaway *", "closed", "reset *", "status *")
def stream_of_empties(attempt):
    """Length-Prefixed-Message: a stream of messages of no bytes, each of which is answered, without end."""
    link = attempt.link(Http2Link).open()
    link.grants = True
    link.send(headers(1, request(SUBMIT_REFERRALS)))
    part = message(b"") * 1_000
    while attempt.goes_on() and not link.is_ending and link.send_body(1, part, 0):
        pass
    return link.outcome_of(1) or link.settle()
