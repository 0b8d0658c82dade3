"""HTTP/2 frames (RFC 9113) and a connection that speaks them; frames are written by hand, so that they may be wrong."""

import collections
import dataclasses
import struct

import hpack

import wire

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = range(10)
END_STREAM, ACK, END_HEADERS, PADDED, PRIORITISED = 0x01, 0x01, 0x04, 0x08, 0x20
HEADER_TABLE_SIZE, ENABLE_PUSH, MAX_CONCURRENT_STREAMS, INITIAL_WINDOW_SIZE, MAX_FRAME_SIZE, MAX_HEADER_LIST_SIZE = (
    range(1, 7)
)
NO_ERROR, CANCEL = 0, 8
ERRORS = (
    "NO_ERROR",
    "PROTOCOL_ERROR",
    "INTERNAL_ERROR",
    "FLOW_CONTROL_ERROR",
    "SETTINGS_TIMEOUT",
    "STREAM_CLOSED",
    "FRAME_SIZE_ERROR",
    "REFUSED_STREAM",
    "CANCEL",
    "COMPRESSION_ERROR",
    "CONNECT_ERROR",
    "ENHANCE_YOUR_CALM",
    "INADEQUATE_SECURITY",
    "HTTP_1_1_REQUIRED",
)
FRAME_MAX = 16_384
WINDOW_MAX = 2**31 - 1


def frame(kind, flags=0, stream=0, payload=b"", length=None):
    """A frame; its length may be made to lie. RFC 9113 section 4.1."""
    length = len(payload) if length is None else length
    return struct.pack(">BHBBI", length >> 16, length & 0xFFFF, kind, flags, stream) + payload


def settings(*pairs):
    """A SETTINGS frame. RFC 9113 section 6.5."""
    return frame(SETTINGS, payload=b"".join(struct.pack(">HI", *pair) for pair in pairs))


def window_update(stream, increment):
    """A WINDOW_UPDATE frame. RFC 9113 section 6.9."""
    return frame(WINDOW_UPDATE, stream=stream, payload=struct.pack(">I", increment))


def rst(stream, code=CANCEL):
    """A RST_STREAM frame. RFC 9113 section 6.4."""
    return frame(RST_STREAM, stream=stream, payload=struct.pack(">I", code))


def error_name(code):
    """The name of an error code. RFC 9113 section 7."""
    return ERRORS[code] if code < len(ERRORS) else str(code)


@dataclasses.dataclass
class Stream:
    """What the server said on a stream."""

    headers: dict = dataclasses.field(default_factory=dict)
    data: bytearray = dataclasses.field(default_factory=bytearray)
    reset: str | None = None
    is_ended: bool = False

    @property
    def outcome(self):
        """How it ended: `reset` and its code, `status` and gRPC's, or `http` and its; `None` as long as it has not."""
        if "grpc-status" in self.headers and (self.is_ended or self.reset == "NO_ERROR"):
            return f"status {self.headers['grpc-status']}"
        if self.headers.get(":status", "200") != "200" and (self.is_ended or self.reset):
            return f"http {self.headers[':status']}"
        if self.reset:
            return f"reset {self.reset}"
        return "ended" if self.is_ended else None


class Http2Link(wire.Link):
    """A connection that speaks HTTP/2; notes what the server says of itself and of each stream."""

    protocol = "h2"

    def __init__(self, plain):
        super().__init__(plain)
        self.goaway = None
        self.resets = collections.Counter()
        self.streams = {}
        # By how much the window of each stream has changed, and on stream 0 that of the connection.
        self.windows = collections.Counter()
        self.settings = {}
        self.acknowledges = True
        self.grants = False
        self._decoder = hpack.Decoder(max_header_list_size=1_048_576)
        self._block = b""

    def open(self, *pairs):
        """Sends preface and SETTINGS and waits for the server's."""
        self.send(PREFACE + settings(*pairs))
        self.wait(lambda: self.counts[SETTINGS] or self.goaway)
        return self

    def room(self, stream):
        """How much DATA may be sent on a stream now."""
        initial = self.settings.get(INITIAL_WINDOW_SIZE, 65_535)
        return min(65_535 + self.windows[0], initial + self.windows[stream])

    def send_body(self, stream, body, flags=END_STREAM):
        """Sends DATA as a good client does: as the windows allow. Whether all has gone."""
        rest = memoryview(body)
        while rest:
            part = rest[:FRAME_MAX]
            room = self.wait(lambda: self.room(stream) >= len(part) or self.outcome_of(stream))
            is_last = len(part) == len(rest)
            if (
                not room
                or self.outcome_of(stream)
                or not self.send(frame(DATA, flags if is_last else 0, stream, bytes(part)))
            ):
                return False
            self.windows.subtract({0: len(part), stream: len(part)})
            rest = rest[len(part) :]
        return True

    def allow_header_table(self, size):
        """Takes the server's changes of its header table up to a size, as the client's SETTINGS allow it."""
        self._decoder.max_allowed_table_size = size

    def received(self):
        position = 0
        while len(self.inbox) - position >= 9:
            high, low, kind, flags, stream = struct.unpack_from(">BHBBI", self.inbox, position)
            length = high << 16 | low
            if len(self.inbox) - position - 9 < length:
                break
            self._frame(kind, flags, stream & WINDOW_MAX, bytes(self.inbox[position + 9 : position + 9 + length]))
            position += 9 + length
        del self.inbox[:position]

    def outcome(self, stream=1, seconds=wire.PATIENCE_SECONDS):
        """How the server ended a stream within a time, or what became of the connection."""
        self.wait(lambda: self.goaway or self.outcome_of(stream), seconds)
        return self.outcome_of(stream) or self.settle()

    def settle(self):
        if self.is_held_back:
            return "held back"
        acknowledged = self.counts["pong"]
        self.send(frame(PING, payload=b"settled?"), 0, patience=wire.BACKLOG_SECONDS)
        self.wait(lambda: self.counts["pong"] > acknowledged or self.is_ending, wire.BACKLOG_SECONDS)
        if self.is_ending:
            return f"goaway {self.goaway}" + ("" if self.wait_closed() else " unclosed")
        # A connection that is to end in peace may go on as long as something is under way.
        if self.goaway and self.wait_closed():
            return f"goaway {self.goaway}"
        if self.is_closed:
            return "closed"
        return "open" if self.counts["pong"] > acknowledged else "stuck"

    @property
    def is_ending(self):
        """Whether the server has said that the connection ends for a fault."""
        return self.goaway not in (None, "NO_ERROR")

    def outcome_of(self, stream):
        """How the server ended a stream; `None` as long as it has not."""
        return self.streams[stream].outcome if stream in self.streams else None

    def _frame(self, kind, flags, number, payload):
        self.counts["pong" if kind == PING and flags & ACK else kind] += 1
        stream = self.streams.setdefault(number, Stream()) if number else None
        if kind in (HEADERS, CONTINUATION):
            self._block += payload
            if flags & END_HEADERS:
                stream.headers |= dict(self._decoder.decode(self._block))
                self._block = b""
        elif kind == DATA:
            stream.data += payload
            if self.grants and payload:
                self.send(window_update(0, len(payload)) + window_update(number, len(payload)), 2, reading=False)
        elif kind == RST_STREAM:
            stream.reset = error_name(struct.unpack(">I", payload)[0])
            self.resets[stream.reset] += 1
        elif kind == WINDOW_UPDATE:
            self.windows[number] += struct.unpack(">I", payload)[0]
        elif kind == GOAWAY:
            self.goaway = error_name(struct.unpack_from(">I", payload, 4)[0])
        elif kind == SETTINGS and not flags & ACK:
            self.settings = dict(struct.iter_unpack(">HI", payload))
            if self.acknowledges:
                self.send(frame(SETTINGS, ACK), reading=False)
        elif kind == PING and not flags & ACK:
            self.send(frame(PING, ACK, payload=payload), 0, reading=False)
        if kind in (HEADERS, DATA) and flags & END_STREAM:
            stream.is_ended = True
