"""Header blocks (HPACK, RFC 7541) and gRPC calls over HTTP/2, written by hand, so that they may be wrong."""

import struct

import http2
from contract import CODES_REQUEST, LIST_CODES

TYPE = ("content-type", "application/grpc")
AGENCY = ("cairn-agency", "met")
HUB = ("cairn-agency", "hub")


def integer(value, bits, pattern):
    """An integer with a prefix of some bits. RFC 7541 section 5.1."""
    most = (1 << bits) - 1
    if value < most:
        return bytes([pattern | value])
    out, value = bytes([pattern | most]), value - most
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def text(value):
    """A string without Huffman code. RFC 7541 section 5.2."""
    value = value.encode() if isinstance(value, str) else value
    return integer(len(value), 7, 0) + value


def literal(name, value):
    """A literal field that is not indexed. RFC 7541 section 6.2.2."""
    return b"\0" + text(name) + text(value)


def remembered(name, value):
    """A literal field that goes into the dynamic table. RFC 7541 section 6.2.1."""
    return b"\x40" + text(name) + text(value)


def indexed(index):
    """A field of a table. RFC 7541 section 6.1."""
    return integer(index, 7, 0x80)


def table_size(size):
    """A change of the dynamic table's size. RFC 7541 section 6.3."""
    return integer(size, 5, 0x20)


def block(*pairs):
    """A header block of literal fields."""
    return b"".join(literal(*pair) for pair in pairs)


def request(path=LIST_CODES, *more, agency=AGENCY):
    """The header fields of a gRPC call."""
    return [
        (":method", "POST"),
        (":scheme", "http"),
        (":path", path),
        (":authority", "localhost"),
        TYPE,
        ("te", "trailers"),
        agency,
        *more,
    ]


def message(data, flag=0, length=None):
    """A gRPC message with its five bytes; its length may be made to lie."""
    return struct.pack(">BI", flag, len(data) if length is None else length) + data


def headers(stream, fields, flags=http2.END_HEADERS):
    """A HEADERS frame of fields, or of a block that is made already."""
    made = fields if isinstance(fields, bytes) else block(*fields)
    return http2.frame(http2.HEADERS, flags, stream, made)


def data(stream, payload, flags=0):
    """DATA frames of at most 16,384 bytes each; the flags are those of the last."""
    parts = [payload[at : at + http2.FRAME_MAX] for at in range(0, len(payload), http2.FRAME_MAX)] or [b""]
    return b"".join(http2.frame(http2.DATA, 0, stream, part) for part in parts[:-1]) + http2.frame(
        http2.DATA, flags, stream, parts[-1]
    )


def call(stream, path=LIST_CODES, body=CODES_REQUEST, agency=AGENCY):
    """A whole unary call."""
    return headers(stream, request(path, agency=agency)) + data(stream, message(body), http2.END_STREAM)
