"""Servers that break the rules, each in one way, and some that keep them to the letter.

usage: hostile.py FOLDER      listens on FOLDER/NAME for each of SCENARIOS, says so in a line, and stops when its input ends;
                              what a client did wrong follows on its output, a line each
"""
import os
import random
import socket
import struct
import sys
import threading
import time

PREFACE = b"CAIRN/1\n"
HELLO, CALL, MESSAGE, WINDOW, END, CANCEL, PING, PONG, GOAWAY = range(1, 10)
LAST, UNTOUCHED = 1, 2


def frame(kind, flags=0, call=0, head=b"", message=b""):
    return struct.pack(">IBBHI", len(head) + len(message), kind, flags, len(head), call) + head + message


def settings(**changes):
    values = {1: 4194304, 2: 1024, 3: 8192, 4: 262144, 6: 1}
    values.update({int(key[1:]): value for key, value in changes.items()})
    return b"".join(struct.pack(">HI", *pair) for pair in values.items())


def field(number, data):
    assert len(data) < 128
    return bytes([number << 3 | 2, len(data)]) + data


def trailer(code, text=b"said so", details=b""):
    return field(1, b"\x08" + bytes([code]) + field(2, text) + details)


def retry_after(seconds):
    """The detail google.rpc.RetryInfo."""
    info = field(1, b"\x08" + bytes([seconds]))
    return field(3, field(1, b"type.googleapis.com/google.rpc.RetryInfo") + field(2, info))


def goaway(last, reason, text=b"told to"):
    return frame(GOAWAY, message=struct.pack(">II", last, reason) + text)


class Peer:
    def __init__(self, connection):
        self.connection = connection
        self.send = connection.sendall

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.connection.recv(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def frame(self):
        length, kind, flags, head, call = struct.unpack(">IBBHI", self.exactly(12))
        payload = self.exactly(length)
        return kind, flags, call, payload[:head], payload[head:]

    def greet(self, **changes):
        assert self.exactly(8) == PREFACE
        kind, _, _, _, message = self.frame()
        assert kind == HELLO
        self.client = dict(struct.unpack_from(">HI", message, at) for at in range(0, len(message), 6))
        self.send(PREFACE + frame(HELLO, message=settings(**changes)))

    def call(self):
        self.greet()
        return self.await_call()

    def await_call(self):
        kind, _, call, _, message = self.frame()
        assert kind == CALL, kind
        return call, message

    def answer_calls(self):
        while True:
            kind, _, call, _, message = self.frame()
            if kind == CALL:
                self.send(frame(END, call=call, message=message))
            elif kind == PING:
                self.send(frame(PONG, message=message))


def said(make):
    """A server that answers the first call with those bytes, and then hangs up or waits for the client to."""
    def serve(peer, _):
        call, message = peer.call()
        peer.send(make(call, message))
        peer.connection.settimeout(5)
        while peer.connection.recv(65536):
            pass
    return serve


def instead_of_hello(data):
    def serve(peer, _):
        peer.exactly(8)
        peer.send(data)
        while peer.connection.recv(65536):
            pass
    return serve


def truncated(peer, _):
    call, _ = peer.call()
    peer.send(struct.pack(">IBBHI", 100, END, 0, 0, call) + b"ten bytes.")


def mute(peer, _):
    while peer.connection.recv(65536):
        pass


def lost_then(serve):
    """Hangs up on the first call without a word, and serves the later connections."""
    return lambda peer, number: peer.call() if number == 0 else serve(peer, number)


def works(peer, _):
    peer.greet()
    peer.answer_calls()


def lost_then_refused(peer, number):
    """Refuses for longer than any call here may take, so that nothing depends on when its time is over."""
    peer.greet()
    while number > 0:
        call, _ = peer.await_call()
        peer.send(frame(END, UNTOUCHED, call, trailer(14, details=retry_after(100))))
    peer.await_call()


def refused_then_works(make):
    def serve(peer, number):
        peer.greet()
        if number == 0:
            call, _ = peer.await_call()
            peer.send(make(call))
        peer.answer_calls()
    return serve


def end_twice(peer, number):
    peer.greet()
    if number > 0:
        return peer.answer_calls()
    call, message = peer.await_call()
    peer.send(frame(END, call=call, message=message) * 2)
    peer.connection.recv(1)


def expects_cancel(peer, _):
    peer.greet()
    first, _ = peer.await_call()
    kind, _, call, _, _ = peer.frame()
    assert (kind, call) == (CANCEL, first), (kind, call)
    # A message and a window that cross with the cancel are passed over.
    peer.send(frame(MESSAGE, call=first, message=b"late") + frame(WINDOW, call=first, message=b"\0\0\0\1"))
    peer.send(frame(END, call=first, head=trailer(1)))
    peer.answer_calls()


def storm(kind):
    def serve(peer, _):
        peer.call()
        while True:
            peer.send(frame(kind, message=b"12345678") * 500)
    return serve


def trickle(peer, _):
    call, message = peer.call()
    for byte in frame(END, call=call, message=message):
        peer.send(bytes([byte]))
        time.sleep(0.002)
    peer.answer_calls()


def still(peer, _):
    peer.call()
    time.sleep(5)


def idle_close(peer, number):
    """Closes after each answer: the client finds out before it sends the next call."""
    peer.greet()
    call, message = peer.await_call()
    peer.send(frame(END, call=call, message=message) + goaway(call, 4 if number % 2 else 0))


def strict_echo(peer, _):
    """Echoes a stream, gives credit a little at a time, and holds the client to it."""
    window = 100
    peer.greet(_4=window)
    call, _ = peer.await_call()
    theirs, mine, held, finished = window, peer.client[4], [], False
    while not finished or held:
        while held and mine > 0:
            message = held.pop(0)
            cost = len(message) + 12
            mine -= cost
            peer.send(frame(MESSAGE, call=call, message=message))
            theirs += cost
            for part in (cost // 2, cost - cost // 2):
                peer.send(frame(WINDOW, call=call, message=struct.pack(">I", part)))
        if finished and not held:
            break
        kind, flags, _, _, message = peer.frame()
        if kind == WINDOW:
            mine += struct.unpack(">I", message)[0]
            assert mine <= peer.client[4], "more credit than the window"
        elif kind == MESSAGE and flags & LAST:
            assert message == b""
            finished = True
        elif kind == MESSAGE:
            assert not finished and theirs > 0, "message without credit"
            theirs -= len(message) + 12
            held.append(message)
        else:
            raise AssertionError(f"frame {kind}")
    peer.send(frame(END, call=call))
    peer.answer_calls()


def leaves_with_streams(peer, number):
    """Says GOAWAY while a stream is under way, answers on, and takes the next call on another connection."""
    peer.greet()
    if number > 0:
        return peer.answer_calls()
    call, _ = peer.await_call()
    peer.send(goaway(call, 0) + frame(MESSAGE, call=call, message=b"before"))
    time.sleep(0.3)
    peer.send(frame(MESSAGE, call=call, message=b"after") + frame(END, call=call))


def window_of(credit):
    return lambda call, _: frame(WINDOW, call=call, message=struct.pack(">I", credit))


def echo(peer, _):
    peer.greet()
    peer.answer_calls()


garbage = random.Random(7)
SCENARIOS = {
    "garbage": instead_of_hello(garbage.randbytes(4096)),
    "http": instead_of_hello(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    "mute": mute,
    "hello-missing": instead_of_hello(PREFACE + frame(END, call=1)),
    "hello-twice-a-setting": instead_of_hello(PREFACE + frame(HELLO, message=settings() + settings()[:6])),
    "hello-small": instead_of_hello(PREFACE + frame(HELLO, message=settings(_1=10))),
    "hello-odd": instead_of_hello(PREFACE + frame(HELLO, message=b"1234567")),
    "hello-large-window": instead_of_hello(PREFACE + frame(HELLO, message=settings(_4=2**31))),
    "no-calls": instead_of_hello(PREFACE + frame(HELLO, message=settings(_2=0))),
    "not-admitted": instead_of_hello(PREFACE + goaway(0, 10)),
    "too-many": instead_of_hello(PREFACE + goaway(0, 6)),
    "hello-again": said(lambda call, _: frame(HELLO, message=settings())),
    "oversize": said(lambda call, _: struct.pack(">IBBHI", 0xFFFFFFFF, END, 0, 0, call)),
    "long-head": said(lambda call, _: struct.pack(">IBBHI", 10, END, 0, 11, call) + b"0123456789"),
    "end-unknown": said(lambda call, _: frame(END, call=call + 76)),
    "message-unknown": said(lambda call, _: frame(MESSAGE, call=call + 76)),
    "window-unknown": said(lambda call, _: window_of(1)(call + 76, _)),
    "message-to-unary": said(lambda call, _: frame(MESSAGE, call=call)),
    "window-to-unary": said(window_of(1)),
    "call-from-server": said(lambda call, _: frame(CALL, LAST, call + 1)),
    "unknown-frame": said(lambda call, _: frame(66, call=call)),
    "bad-flags": said(lambda call, _: frame(END, 0x80, call)),
    "trailer-garbage": said(lambda call, _: frame(END, call=call, head=b"\xff" * 40)),
    "trailer-no-text": said(lambda call, _: frame(END, call=call, head=trailer(3, b"\xc3\x28"))),
    "code-unknown": said(lambda call, _: frame(END, call=call, head=trailer(99))),
    "short-goaway": said(lambda call, _: frame(GOAWAY, message=b"1234567")),
    "random-frames": said(lambda call, _: b"".join(
        struct.pack(">IBBHI", 8, garbage.randrange(12), 0, 0, garbage.randrange(3)) + garbage.randbytes(8)
        for _ in range(200))),
    "truncated": truncated,
    "ping-storm": storm(PING),
    "pong-storm": storm(PONG),
    "still": still,
    "trickle": trickle,
    "largest": said(lambda call, _: frame(END, call=call, message=b"x" * 4194304)),
    "empty": said(lambda call, _: frame(END, call=call)),
    "end-twice": end_twice,
    "lost-then-works": lost_then(works),
    "lost-once": lost_then(works),
    "unavailable-once": refused_then_works(lambda call: frame(END, 0, call, trailer(14))),
    "lost-then-refused": lost_then_refused,
    "lost-then-mute": lost_then(mute),
    "lost-then-still": lost_then(still),
    "lost-always": lambda peer, _: peer.call(),
    "goaway-then-works": refused_then_works(lambda call: goaway(0, 0)),
    "exhausted-then-works": refused_then_works(lambda call: frame(END, UNTOUCHED, call, trailer(8))),
    "unavailable-then-works": refused_then_works(lambda call: frame(END, 0, call, trailer(14))),
    "aborted": refused_then_works(lambda call: frame(END, UNTOUCHED, call, trailer(10))),
    "expects-cancel": expects_cancel,
    "idle-close": idle_close,
    "strict-echo": strict_echo,
    "window-nothing": said(window_of(0)),
    "window-too-much": said(window_of(2**31 - 1)),
    "without-credit": said(lambda call, _: frame(MESSAGE, call=call, message=b"x" * 200) * 3),
    "end-with-message": said(lambda call, _: frame(END, call=call, message=b"not in a stream")),
    "after-end": said(lambda call, _: frame(END, call=call) + frame(MESSAGE, call=call)),
    "echo": echo,
    "leaves-with-streams": leaves_with_streams,
}


def serve(name, connection, number):
    try:
        SCENARIOS[name](Peer(connection), number)
    except (EOFError, OSError):
        pass
    except AssertionError as error:
        print(f"{name}: {error}", flush=True)
    finally:
        connection.close()


def listener_at(path):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(16)
    return listener


def accept(name, listener):
    number = 0
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(name, connection, number), daemon=True).start()
        number += 1


def main():
    for name in SCENARIOS:
        listener = listener_at(os.path.join(sys.argv[1], name))
        threading.Thread(target=accept, args=(name, listener), daemon=True).start()
    print("listening", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
