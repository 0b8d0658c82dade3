"""Connections to a server under attack: what goes out is counted, what comes back is kept, and nothing waits for ever."""

import collections
import os
import resource
import select
import socket
import ssl
import struct
import time

# How long a server has to answer, to close, or to take what is sent, before an attack goes by what it sees.
PATIENCE_SECONDS = 4.0
# How long it has to answer what comes behind a flood, all of which it reads first.
BACKLOG_SECONDS = 20.0


def allow_descriptors():
    """Lets this process, and those that it starts, open as many sockets as the system allows it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Target:
    """Where the server is, and the identity to show it, if it speaks TLS."""

    def __init__(self, address, identity=None):
        self.address = address
        self.identity = identity

    def socket(self, receive_bytes=None):
        """A TCP or Unix connection without TLS."""
        is_unix = self.address.startswith("unix:")
        plain = socket.socket(socket.AF_UNIX if is_unix else socket.AF_INET)
        plain.settimeout(PATIENCE_SECONDS)
        try:
            # Before connecting: the window that TCP announces follows from it.
            if receive_bytes:
                plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
            if is_unix:
                plain.connect(self.address[5:])
            else:
                plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                host, port = self.address.rsplit(":", 1)
                plain.connect((host, int(port)))
        except BaseException:
            plain.close()
            raise
        return plain

    def connect(self, protocol, receive_bytes=None):
        """A connection as a good client makes it; over TLS if there is an identity."""
        plain = self.socket(receive_bytes)
        if self.identity is None:
            return plain
        try:
            return context(self.identity, protocol).wrap_socket(plain, server_hostname="localhost")
        except BaseException:
            plain.close()
            raise


def context(identity, protocol=None, certificate=True):
    """The TLS of a client that has an identity, as `cairn agency enrol` writes it."""
    made = ssl.create_default_context(cafile=os.path.join(identity, "root.pem"))
    if certificate:
        made.load_cert_chain(os.path.join(identity, "certificate.pem"), os.path.join(identity, "key.pem"))
    if protocol:
        made.set_alpn_protocols([protocol])
    return made


def _poll(plain, seconds, events):
    """Whether something of that kind happens to a socket within a time."""
    poll = select.poll()
    poll.register(plain, events)
    return bool(poll.poll(seconds * 1_000))


class Link:
    """One connection. Reads while it sends, unless told not to, so that neither side waits for the other."""

    protocol = None

    def __init__(self, plain):
        self.socket = plain
        self.socket.setblocking(False)
        self.sent_bytes = 0
        self.sent_frames = 0
        self.inbox = bytearray()
        # How many frames of each type have come, in a link that has a dialect.
        self.counts = collections.Counter()
        self.is_closed = False
        self.is_held_back = False

    def send(self, data, frames=1, reading=True, patience=PATIENCE_SECONDS):
        """Sends all; `False` once the server has closed, or takes nothing (`is_held_back`)."""
        rest = memoryview(data)
        last = time.monotonic()
        while rest:
            if self.is_closed:
                return False
            taken = self._write(rest)
            rest = rest[taken:]
            if reading:
                self.read(0)
            if taken:
                last = time.monotonic()
            elif time.monotonic() - last > patience:
                self.is_held_back = True
                return False
            else:
                _poll(self.socket, 0.05, select.POLLOUT | (select.POLLIN if reading else 0))
        self.sent_frames += frames
        return True

    def read(self, seconds):
        """Reads what comes within a time, or what there is if it is 0; returns as soon as there is something."""
        if self.is_closed:
            return
        if not (getattr(self.socket, "pending", int)() or _poll(self.socket, seconds, select.POLLIN)):
            return
        try:
            data = self.socket.recv(262_144)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return
        except OSError:
            data = b""
        if data:
            self.inbox += data
            self.received()
        else:
            self.is_closed = True

    def wait(self, condition, seconds=PATIENCE_SECONDS):
        """Reads until something holds, the connection is closed, or the time is over; whether it holds."""
        ends = time.monotonic() + seconds
        while not condition() and not self.is_closed and (left := ends - time.monotonic()) > 0:
            self.read(min(left, 0.25))
        return condition()

    def wait_closed(self, seconds=PATIENCE_SECONDS):
        """Whether the server closes within a time."""
        return self.wait(lambda: self.is_closed, seconds)

    def received(self):
        """Something was added to the inbox; a dialect cuts it into frames. What it sends, it sends without reading."""

    def settle(self):
        """What became of the connection."""
        if self.is_held_back:
            return "held back"
        return "closed" if self.wait_closed() else "open"

    def end_output(self):
        """Sends no more, and goes on reading; in clear, since Python's TLS knows no such state."""
        self.socket.shutdown(socket.SHUT_WR)

    def abort(self):
        """Closes with a TCP reset, leaving nothing behind on this side."""
        try:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass
        self.close()

    def close(self):
        """Closes this side."""
        self.is_closed = True
        self.socket.close()

    def _write(self, rest):
        try:
            taken = self.socket.send(rest[:262_144])
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return 0
        except OSError:
            # What the server said before it closed may still be there to read.
            while not self.is_closed:
                before = len(self.inbox), self.is_closed
                self.read(0.1)
                if (len(self.inbox), self.is_closed) == before:
                    self.is_closed = True
            return 0
        self.sent_bytes += taken
        return taken
