"""Cairn frames, version 1, as docs/wire-protocol.md describes them, and a connection that speaks them."""

import struct

import wire

PREFACE = b"CAIRN/1\n"
HELLO, CALL, MESSAGE, WINDOW, END, CANCEL, PING, PONG, GOAWAY = range(1, 10)
LAST = 0x01
REASONS = (
    "SHUTDOWN",
    "PROTOCOL_ERROR",
    "UNKNOWN_FRAME",
    "FRAME_TOO_LARGE",
    "IDLE",
    "HANDSHAKE_TIMEOUT",
    "TOO_MANY_CONNECTIONS",
    "UNKNOWN_PROTOCOL",
    "SLOW_READER",
    "INTERNAL",
    "NOT_ADMITTED",
)
# Largest payload, most heads, window and streams, as a client that speaks everything announces them.
SETTINGS = ((1, 4_194_304), (3, 65_535), (4, 262_144), (6, 1))


def frame(kind, flags=0, call=0, head=b"", message=b"", head_length=None, length=None):
    """A frame; its lengths may be made to lie."""
    head_length = len(head) if head_length is None else head_length
    length = len(head) + len(message) if length is None else length
    return struct.pack(">IBBHI", length, kind, flags, head_length, call) + head + message


def hello(settings=SETTINGS):
    """A `HELLO` of settings."""
    return frame(HELLO, message=b"".join(struct.pack(">HI", *pair) for pair in settings))


def varint(number):
    """A protobuf varint."""
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number, value):
    """A protobuf field: a varint for an int, else bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def fields(data):
    """The fields of a protobuf message, as pairs of number and int or bytes."""
    position = 0

    def read():
        nonlocal position
        number = shift = 0
        while True:
            byte = data[position]
            position += 1
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number

    while position < len(data):
        tag = read()
        value = read()
        if tag & 7 == 2:
            value, position = bytes(data[position : position + value]), position + value
        yield tag >> 3, value


def head(method, metadata=(("cairn-agency", "met"),), timeout_us=10_000_000):
    """A `CallHeader`."""
    out = field(1, method) + (field(2, timeout_us) if timeout_us else b"")
    return out + b"".join(field(3, field(1, key) + field(2, value)) for key, value in metadata)


def call(number, method, message=b"", flags=LAST, **options):
    """A `CALL` frame."""
    return frame(CALL, flags, number, head(method, **options), message)


class FrameLink(wire.Link):
    """A connection that speaks Cairn frames; counts what the server says."""

    protocol = "cairn/1"

    def __init__(self, plain):
        super().__init__(plain)
        self.goaway = None
        self.saw_preface = False
        self.statuses = {}
        self.answer = b""

    def open(self, settings=SETTINGS):
        """Sends preface and `HELLO` and waits for the server's."""
        self.send(PREFACE + hello(settings))
        self.wait(lambda: self.counts[HELLO] or self.goaway)
        return self

    def received(self):
        if self.goaway == "in another dialect":
            return
        if not self.saw_preface:
            if len(self.inbox) < len(PREFACE):
                return
            if not self.inbox.startswith(PREFACE):
                # Whoever begins with the first letter of HTTP/2's preface is answered in HTTP/2.
                self.goaway = "in another dialect"
                return
            del self.inbox[: len(PREFACE)]
            self.saw_preface = True
        position = 0
        while len(self.inbox) - position >= 12:
            length, kind, _, head_length, number = struct.unpack_from(">IBBHI", self.inbox, position)
            if len(self.inbox) - position - 12 < length:
                break
            self._frame(kind, number, self.inbox[position + 12 : position + 12 + length], head_length)
            position += 12 + length
        del self.inbox[:position]

    def status(self, number, seconds=wire.PATIENCE_SECONDS):
        """How the server ended a call within a time: `status` and its code, or what became of the connection."""
        self.wait(lambda: number in self.statuses or self.goaway, seconds)
        return f"status {self.statuses[number]}" if number in self.statuses else self.settle()

    def settle(self):
        if self.is_held_back:
            return "held back"
        pongs = self.counts[PONG]
        self.send(frame(PING, message=b"settled?"), 0, patience=wire.BACKLOG_SECONDS)
        self.wait(lambda: self.counts[PONG] > pongs or self.goaway, wire.BACKLOG_SECONDS)
        if self.goaway:
            return f"goaway {self.goaway}" + ("" if self.wait_closed() else " unclosed")
        if self.is_closed:
            return "closed"
        return "open" if self.counts[PONG] > pongs else "stuck"

    def _frame(self, kind, number, payload, head_length):
        self.counts[kind] += 1
        if kind == END:
            trailer = dict(fields(payload[:head_length]))
            self.statuses[number] = dict(fields(trailer.get(1, b""))).get(1, 0)
            self.answer = payload[head_length:]
        elif kind == GOAWAY:
            reason = struct.unpack_from(">I", payload, 4)[0]
            self.goaway = REASONS[reason] if reason < len(REASONS) else str(reason)
        elif kind == PING:
            self.send(frame(PONG, message=bytes(payload)), 0, reading=False)
