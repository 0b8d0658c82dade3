"""Cairn frames that come slowly or not at all, while the server holds something for them."""

import frames
from contract import CODES_REQUEST, LIST_CODES, SUBMIT_REFERRALS, WATCH_CASES, WATCH_REQUEST
from frame_rules import HUB
from frames import LAST, MESSAGE, PREFACE, FrameLink, call, frame
from harness import attack


def trickle(attempt, link, data, seconds):
    """Sends one byte after another, a pause between them, until the server has enough of it or the time is over."""
    for byte in data:
        if link.goaway or not link.send(bytes([byte])) or not attempt.pause(seconds):
            break
        link.read(0)


def end(link):
    """What became of a connection on which nothing can be asked, since it is in the middle of a frame."""
    return link.settle() if link.goaway or link.is_closed else "open"


@attack("frames", "frames-half-preface", "goaway HANDSHAKE_TIMEOUT", "closed", connections=50, seconds_min=9)
def half_preface(attempt):
    """Section 1: preface and HELLO, a byte each second; they must come within five."""
    link = attempt.link(FrameLink)
    trickle(attempt, link, PREFACE + frames.hello(), 1.0)
    return end(link)


@attack("frames", "frames-preface-then-nothing", "goaway HANDSHAKE_TIMEOUT", "closed", connections=50, seconds_min=9)
def preface_then_nothing(attempt):
    """Section 1: a preface, or half a HELLO, and then nothing."""
    link = attempt.link(FrameLink)
    link.send(PREFACE + attempt.random.choice((b"", frames.hello()[:-1])))
    link.wait(lambda: link.goaway, attempt.left())
    return end(link)


@attack("frames", "frames-hello-then-nothing", "open", connections=500)
def hello_then_nothing(attempt):
    """Section 4: connections that ask for nothing; they may stay for five minutes, and must cost little."""
    link = attempt.link(FrameLink).open()
    link.wait_closed(attempt.left())
    return link.settle()


@attack("frames", "frames-five-thousand-idle", "5000 open", seconds_min=30)
def five_thousand_idle(attempt):
    """As many connections as a hub ever has, none of which asks for anything; a good client must not feel them."""
    links = [attempt.link(FrameLink).open() for _ in range(5_000)]
    attempt.pause(3.0)
    return f"{sum(link.settle() == 'open' for link in links)} open"


@attack("frames", "frames-payload-trickled", "open", "goaway IDLE", connections=8, seconds_min=6)
def payload_trickled(attempt):
    """Section 8: a CALL of 4 MiB that comes byte by byte; it must be complete in 30 seconds."""
    link = attempt.link(FrameLink).open()
    link.send(frame(frames.CALL, LAST, 1, head=frames.head(LIST_CODES), length=4_194_304))
    trickle(attempt, link, bytes(1_000), 0.1)
    return end(link)


@attack("frames", "frames-payload-never-complete", "goaway IDLE", "closed", connections=4, seconds_min=34)
def payload_never_complete(attempt):
    """Section 8: a CALL, or a MESSAGE, of which one byte is missing; after 30 seconds that ends the connection."""
    link = attempt.link(FrameLink).open()
    stream = call(1, SUBMIT_REFERRALS, flags=0) + frame(MESSAGE, call=1, message=b"x", length=2)
    link.send(attempt.random.choice((call(1, LIST_CODES, CODES_REQUEST)[:-1], stream)))
    link.wait(lambda: link.goaway, attempt.left())
    return end(link)


@attack("frames", "frames-header-trickled", "open", "goaway *", connections=50, seconds_min=6)
def header_trickled(attempt):
    """Section 2: the twelve bytes of a header, one each half second; what waits is eleven bytes."""
    link = attempt.link(FrameLink).open()
    trickle(attempt, link, call(1, LIST_CODES, CODES_REQUEST)[:11], 0.5)
    return end(link)


def watches(attempt):
    link = attempt.link(FrameLink).open(((1, 4_194_304), (3, 65_535), (4, 0), (6, 1)))
    for first in range(1, 1_001, 100):
        link.send(
            b"".join(
                call(number, WATCH_CASES, WATCH_REQUEST, metadata=HUB, timeout_us=0)
                for number in range(first, first + 100)
            ),
            100,
        )
    while attempt.pause(0.25):
        link.read(0)
    return link.settle()


@attack("frames", "frames-watches-without-credit", "open", connections=2)
def watches_without_credit(attempt):
    """Section 9: as many watches as a connection may have, none with credit for a single response."""
    return watches(attempt)


@attack("frames", "frames-watches-by-many", "open", "goaway *", "closed", connections=80, seconds_min=12)
def watches_by_many(attempt):
    """Section 8: 80,000 watches of 80 connections; what a server holds is bounded over all of them, too."""
    return watches(attempt)
