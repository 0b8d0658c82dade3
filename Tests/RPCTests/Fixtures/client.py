"""A client of Cairn frames in plain Python, written from docs/wire-protocol.md alone.

Usage: client.py ADDRESS METHOD TEXT      ADDRESS is HOST:PORT or unix:PATH

Calls METHOD with TEXT as the request's bytes and one piece of metadata, then pings, and prints what came back.
"""
import socket
import struct
import sys

PREFACE = b"CAIRN/1\n"
HELLO, CALL, END, PING, PONG, GOAWAY = 1, 2, 5, 7, 8, 9
LAST, UNTOUCHED = 0x01, 0x02


def varint(number):
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
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
        if tag & 7 == 0:
            yield tag >> 3, read()
        elif tag & 7 == 2:
            length = read()
            yield tag >> 3, data[position:position + length]
            position += length
        else:
            raise ValueError("wire type %d" % (tag & 7))


def frame(kind, flags=0, call=0, head=b"", message=b""):
    return struct.pack(">IBBHI", len(head) + len(message), kind, flags, len(head), call) + head + message


class Connection:
    def __init__(self, address):
        if address.startswith("unix:"):
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(address[5:])
        else:
            host, port = address.rsplit(":", 1)
            self.socket = socket.create_connection((host, int(port)))
        self.socket.settimeout(20)
        self.last = 0
        self.socket.sendall(PREFACE + frame(HELLO, message=struct.pack(">HI", 1, 4194304)))
        if self.exactly(len(PREFACE)) != PREFACE:
            raise SystemExit("not a Cairn server")
        kind, _, _, _, message = self.frame()
        assert kind == HELLO, kind
        self.settings = dict(struct.unpack_from(">HI", message, at) for at in range(0, len(message), 6))

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise SystemExit("the server closed the connection")
            data += part
        return data

    def frame(self):
        length, kind, flags, head, call = struct.unpack(">IBBHI", self.exactly(12))
        payload = self.exactly(length)
        return kind, flags, call, payload[:head], payload[head:]

    def call(self, method, message, timeout_us, metadata):
        self.last += 1
        head = field(1, method.encode()) + field(2, timeout_us)
        for key, value in metadata:
            head += field(3, field(1, key.encode()) + field(2, value))
        self.socket.sendall(frame(CALL, LAST, self.last, head, message))
        while True:
            kind, flags, call, head, message = self.frame()
            if kind == PING:
                self.socket.sendall(frame(PONG, message=message))
            elif kind == GOAWAY:
                last, reason = struct.unpack_from(">II", message)
                print("goaway last=%d reason=%d %s" % (last, reason, message[8:].decode()))
            elif kind == END and call == self.last:
                code, text, back = 0, "", []
                for number, value in fields(head):
                    if number == 1:
                        status = dict(fields(value))
                        code, text = status.get(1, 0), status.get(2, b"").decode()
                    elif number == 2:
                        pair = dict(fields(value))
                        back.append((pair[1].decode(), pair.get(2, b"")))
                return code, text, bool(flags & UNTOUCHED), back, message

    def ping(self, eight):
        self.socket.sendall(frame(PING, message=eight))
        while True:
            kind, _, _, _, message = self.frame()
            if kind == PONG:
                return message


def main():
    address, method, text = sys.argv[1:]
    connection = Connection(address)
    print("hello payload=%d calls=%d" % (connection.settings[1], connection.settings[2]))
    code, message, untouched, metadata, answer = connection.call(
        method, text.encode(), 10_000_000, [("from", b"python"), ("raw-bin", b"\x00\xff")])
    print("status=%d %s untouched=%s" % (code, message, untouched))
    print("metadata=%r" % (metadata,))
    print("answer=%s" % answer.decode())
    print("pong=%s" % connection.ping(b"12345678").decode())


main()
