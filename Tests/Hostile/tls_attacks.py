"""Handshakes that are wrong, cut off, or never end, against a server that speaks TLS 1.3 alone. RFC 8446."""

import os
import ssl
import subprocess
import tempfile

import wire
from frames import PREFACE, FrameLink, hello
from harness import attack
from http2 import PREFACE as HTTP2_PREFACE
from http2 import settings

# Of a TLS 1.3 ClientHello: record header, handshake header, version; what follows is by chance.
CLIENT_HELLO = bytes.fromhex("16030100c4010000c00303")
REFUSED = ("alert *", "closed", "goaway NOT_ADMITTED")


def handshake(attempt, context, first=PREFACE + hello(), kind=FrameLink):
    """Shakes hands, says something, and tells how the server takes it."""
    plain = attempt.target.socket()
    try:
        with context.wrap_socket(plain, server_hostname="localhost") as secured:
            link = kind(secured)
            attempt.links.append(link)
            # In TLS 1.3 a client is done before the server has looked at its certificate.
            link.send(first)
            link.wait(lambda: link.inbox or link.counts)
            return link.settle()
    except ssl.SSLError as error:
        return f"alert {error.reason}"
    except ConnectionError:
        return "closed"
    finally:
        plain.close()


@attack("tls", "tls-good", "open")
def good(attempt):
    """RFC 8446: a client as it should be is served; else nothing that is refused below would prove anything."""
    return handshake(attempt, wire.context(attempt.target.identity, "cairn/1"))


@attack("tls", "tls-no-certificate", *REFUSED)
def no_certificate(attempt):
    """RFC 8446 section 4.4.2.4: a client that shows no certificate is refused."""
    return handshake(attempt, wire.context(attempt.target.identity, "cairn/1", certificate=False))


@attack("tls", "tls-strange-certificate", *REFUSED, pause_seconds=0.1)
def strange_certificate(attempt):
    """RFC 8446 section 4.4.2.4: a certificate that the client made itself, with the name of a true system."""
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = os.path.join(folder, "key.pem"), os.path.join(folder, "certificate.pem")
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/",
                "-addext",
                "subjectAltName=URI:spiffe://met/records",
                "-keyout",
                key,
                "-out",
                certificate,
            ],
            check=True,
            capture_output=True,
            timeout=30,
        )
        context = wire.context(attempt.target.identity, "cairn/1", certificate=False)
        context.load_cert_chain(certificate, key)
        return handshake(attempt, context)


@attack("tls", "tls-old-version", *REFUSED)
def old_version(attempt):
    """RFC 8446 section 4.2.1: a client that offers TLS 1.2 at most."""
    context = wire.context(attempt.target.identity, "cairn/1")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return handshake(attempt, context)


@attack("tls", "tls-wrong-protocol", *REFUSED, "goaway UNKNOWN_PROTOCOL")
def wrong_protocol(attempt):
    """RFC 7301 section 3.2: ALPN that names something else, or nothing."""
    return handshake(
        attempt, wire.context(attempt.target.identity, attempt.random.choice((None, "http/1.1", "h3", "cairn/2")))
    )


@attack("tls", "tls-protocol-mixed-up", "goaway *", "closed", "alert *")
def protocol_mixed_up(attempt):
    """RFC 7301 section 3.2: ALPN names one dialect, and the client then speaks the other."""
    protocol, first = attempt.random.choice((("cairn/1", HTTP2_PREFACE + settings()), ("h2", PREFACE + hello())))
    return handshake(attempt, wire.context(attempt.target.identity, protocol), first, wire.Link)


@attack("tls", "tls-plaintext", "closed")
def plaintext(attempt):
    """RFC 8446 section 5.1: something that is no TLS to a port that speaks nothing else."""
    link = attempt.plain()
    link.send(
        attempt.random.choice((PREFACE + hello(), HTTP2_PREFACE + settings(), b"GET / HTTP/1.1\r\n\r\n", bytes(2_000)))
    )
    return link.settle()


@attack("tls", "tls-stalled", "closed", connections=100, seconds_min=9)
def stalled(attempt):
    """RFC 8446 section 4: nothing, or half a ClientHello, and then nothing; a handshake has five seconds."""
    link = attempt.plain()
    link.send(attempt.random.choice((b"", CLIENT_HELLO, CLIENT_HELLO + bytes(100), b"\x16")))
    link.wait_closed(attempt.left())
    return "closed" if link.is_closed else "open"


@attack("tls", "tls-many-silent", "closed", connections=6, seconds_min=22)
def many_silent(attempt):
    """RFC 8446 section 4: 10,000 connections, none of which begins a handshake; each has five seconds."""
    links = [attempt.plain() for _ in range(1_700)]
    while attempt.goes_on() and not all(link.is_closed for link in links):
        for link in links:
            link.read(0)
        attempt.pause(0.25)
    silent = sum(not link.is_closed for link in links)
    return "closed" if not silent else f"{silent} still open"


@attack("tls", "tls-trickled", "closed", connections=50, seconds_min=9)
def trickled(attempt):
    """RFC 8446 section 4: a ClientHello that comes a byte each half second."""
    link = attempt.plain()
    for byte in CLIENT_HELLO + bytes(190):
        if not link.send(bytes([byte])) or not attempt.pause(0.5):
            break
    return "closed" if link.is_closed else "open"


@attack("tls", "tls-hello-too-long", "closed", connections=4)
def hello_too_long(attempt):
    """RFC 8446 section 4: a handshake message that says that it is 16 MiB long, and comes."""
    link = attempt.plain()
    record = b"\x16\x03\x01\x40\x00"
    link.send(record + b"\x01\xff\xff\xff\x03\x03" + bytes(16_378))
    for _ in range(1_100):
        if not attempt.goes_on() or not link.send(record + bytes(16_384)):
            break
    return link.settle()


@attack("tls", "tls-aborted", "aborted", connections=4, pause_seconds=0)
def aborted(attempt):
    """RFC 8446 section 4: thousands of handshakes that are cut off after a true ClientHello."""
    outgoing = ssl.MemoryBIO()
    context = wire.context(attempt.target.identity, "cairn/1")
    client = context.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname="localhost")
    try:
        client.do_handshake()
    except ssl.SSLWantReadError:
        pass
    first = outgoing.read()
    while attempt.goes_on():
        link = attempt.plain()
        link.send(first)
        if attempt.random.random() < 0.5:
            link.read(0.02)
        link.abort()
    return "aborted"


@attack("tls", "tls-garbage-after-handshake", "closed", "alert *")
def garbage_after_handshake(attempt):
    """RFC 8446 section 5.2: records that do not decrypt, on a connection that is open."""
    with wire.context(attempt.target.identity, "cairn/1").wrap_socket(
        attempt.target.socket(), server_hostname="localhost"
    ) as secured:
        link = FrameLink(secured)
        attempt.links.append(link)
        link.open()
        os.write(secured.fileno(), b"\x17\x03\x03\x00\x40" + attempt.random.randbytes(64))
        return "closed" if link.wait_closed() else "open"
