"""Cairn frames that each break one rule of docs/wire-protocol.md; the numbers are its sections."""

import struct

import frames
from contract import CODES_REQUEST, LIST_CODES, NOTHING, SUBMIT_REFERRALS, WATCH_CASES, WATCH_REQUEST
from frames import CALL, CANCEL, END, HELLO, LAST, MESSAGE, PING, PONG, PREFACE, WINDOW, FrameLink, call, frame
from harness import attack

PROTOCOL_ERROR = "goaway PROTOCOL_ERROR"
STREAM = call(1, SUBMIT_REFERRALS, flags=0)
HUB = (("cairn-agency", "hub"),)


def broken(name, rule, *broken_frames, accepts=PROTOCOL_ERROR, settings=frames.SETTINGS):
    """Registers an attack that sends one of some frames to an open connection, another one each time."""

    def body(attempt):
        link = attempt.link(FrameLink).open(settings)
        link.send(attempt.random.choice(broken_frames))
        return link.settle()

    body.__doc__ = rule
    attack("frames", name, accepts)(body)


@attack("frames", "frames-bad-preface", "goaway UNKNOWN_PROTOCOL", "goaway in another dialect")
def bad_preface(attempt):
    """Section 1: the first eight bytes are those of no protocol that is spoken here."""
    link = attempt.link(FrameLink)
    link.send(
        attempt.random.choice((b"CAIRN/2\n", b"CAIRN/1\r", b"cairn/1\n", b"\0" * 8, b"PRI * HTTP/1.1\r\n", b"SSH-2.0-"))
    )
    return link.settle()


@attack("frames", "frames-no-hello", PROTOCOL_ERROR)
def no_hello(attempt):
    """Sections 1 and 4: HELLO is the first frame."""
    link = attempt.link(FrameLink)
    first = attempt.random.choice(
        (call(1, LIST_CODES, CODES_REQUEST), frame(PING, message=bytes(8)), frame(CANCEL, call=1))
    )
    link.send(PREFACE + first)
    return link.settle()


@attack("frames", "frames-half-close", "closed")
def half_close(attempt):
    """Section 1: end of input ends the connection, whatever calls are under way."""
    link = attempt.link(FrameLink).open()
    link.send(b"".join(call(number, LIST_CODES, CODES_REQUEST) for number in range(1, 200)), frames=199)
    link.end_output()
    link.wait_closed()
    return "closed" if link.is_closed else "open"


def pairs(*settings):
    return frame(HELLO, message=b"".join(struct.pack(">HI", *pair) for pair in settings))


@attack("frames", "frames-bad-hello", PROTOCOL_ERROR)
def bad_hello(attempt):
    """Section 4: a setting twice, a payload below the floor, credit above 2^31 - 1, too many settings, half a setting."""
    link = attempt.link(FrameLink)
    link.send(
        PREFACE
        + attempt.random.choice(
            (
                pairs((1, 65_536), (1, 65_536)),
                pairs((1, 65_535)),
                pairs((4, 2**31)),
                pairs(*((number, 1) for number in range(100, 165))),
                frame(HELLO, message=bytes(7)),
                frame(HELLO, call=1),
                frame(HELLO, flags=1),
            )
        )
    )
    return link.settle()


broken("frames-hello-twice", "Section 4: HELLO comes once.", frames.hello())
broken(
    "frames-payload-too-long",
    "Section 2: the payload is above the limit that the server announced.",
    frame(CALL, LAST, 1, length=4_194_305),
    frame(CALL, LAST, 1, length=2**32 - 1),
    frame(MESSAGE, call=1, length=2**31),
    accepts="goaway FRAME_TOO_LARGE",
)
broken(
    "frames-head-too-long",
    "Section 2: the head is above the limit that the server announced.",
    frame(CALL, LAST, 1, head=bytes(8_193)),
    frame(CALL, LAST, 1, head=bytes(65_535)),
    accepts="goaway FRAME_TOO_LARGE",
)
broken(
    "frames-head-beyond-payload",
    "Section 2: the head is part of the payload.",
    frame(CALL, LAST, 1, head=bytes(10), length=9),
    frame(CALL, LAST, 1, head_length=1),
)
broken(
    "frames-unknown-type",
    "Section 3: a frame of any other type is an error.",
    *(frame(kind, message=bytes(kind)) for kind in (0, *range(10, 256))),
    accepts="goaway UNKNOWN_FRAME",
)
broken(
    "frames-unknown-flags",
    "Section 2: bits of the flags that are not named must be 0.",
    frame(CALL, 0x02 | LAST, 1),
    frame(CANCEL, 1, 1),
    frame(PING, 0x80, message=bytes(8)),
    frame(WINDOW, 1, 1, message=bytes(4)),
)
broken(
    "frames-misplaced-call-id",
    "Section 3: a frame about the connection has call id 0, another one has not.",
    frame(PING, call=1, message=bytes(8)),
    frame(PONG, call=9, message=bytes(8)),
    frame(CALL, LAST, 0),
    frame(CANCEL),
    frame(MESSAGE),
    frame(WINDOW, message=struct.pack(">I", 1)),
)
broken(
    "frames-of-a-server", "Section 3: END is sent by a server.", frame(END, call=1), frame(END, 0x02, 1, head=b"\x0a\0")
)
broken(
    "frames-short",
    "Section 3: PING, PONG, WINDOW and GOAWAY have payloads of their form.",
    frame(PING, message=bytes(7)),
    frame(PONG, message=bytes(9)),
    frame(WINDOW, call=1, message=bytes(3)),
    frame(frames.GOAWAY, message=bytes(7)),
    frame(frames.GOAWAY, message=bytes(1_033)),
    frame(CANCEL, call=1, message=b"x"),
)
broken(
    "frames-call-id-reused",
    "Section 5: the call id is greater than every id before it.",
    call(7, LIST_CODES, CODES_REQUEST) * 2,
    call(7, LIST_CODES, CODES_REQUEST) + call(6, LIST_CODES, CODES_REQUEST),
    call(2**32 - 1, NOTHING) + call(1, NOTHING),
)
broken("frames-cancel-unopened", "Section 5: CANCEL for a call that was never opened.", frame(CANCEL, call=5))
broken(
    "frames-message-unopened",
    "Section 9: MESSAGE and WINDOW for a call that was never opened.",
    frame(MESSAGE, call=5),
    frame(WINDOW, call=5, message=struct.pack(">I", 1)),
)
broken(
    "frames-message-to-one-way",
    "Section 9: MESSAGE on a direction that does not stream.",
    call(1, WATCH_CASES, WATCH_REQUEST, metadata=HUB) + frame(MESSAGE, call=1, message=b"x"),
)
broken("frames-message-after-last", "Section 9: MESSAGE after LAST.", STREAM + frame(MESSAGE, LAST, 1) * 2)
broken("frames-last-with-payload", "Section 9: LAST has no payload.", STREAM + frame(MESSAGE, LAST, 1, message=b"x"))
broken(
    "frames-stream-with-message",
    "Section 9: a CALL without LAST has a head only.",
    call(1, SUBMIT_REFERRALS, b"x", flags=0),
)
broken(
    "frames-stream-unspoken",
    "Section 3: no streams with a side that did not say that it speaks them.",
    STREAM,
    settings=((1, 4_194_304),),
)
broken(
    "frames-window-overflow",
    "Section 9: credit is at least 1 and never above 2^31 - 1.",
    STREAM + frame(WINDOW, call=1, message=bytes(4)),
    STREAM + frame(WINDOW, call=1, message=struct.pack(">I", 2**31 - 1)),
    STREAM + frame(WINDOW, call=1, message=struct.pack(">I", 2**32 - 1)),
    STREAM + frame(WINDOW, call=1, message=struct.pack(">I", 2**30)) * 2,
)


@attack("frames", "frames-message-without-credit", PROTOCOL_ERROR, "closed")
def message_without_credit(attempt):
    """Section 9: MESSAGE without credit, to a handler that cannot go on since its own responses have none."""
    link = attempt.link(FrameLink).open(((1, 4_194_304), (6, 1)))
    link.send(call(1, SUBMIT_REFERRALS, flags=0))
    storm = frame(MESSAGE, call=1) * 1_000
    while attempt.goes_on() and link.send(storm, 1_000) and not link.goaway:
        pass
    return link.settle()
