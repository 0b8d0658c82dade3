"""A network that fails: passes bytes on and loses connections, so that the tests see what the examples do then."""

import socket
import threading
import time
from contextlib import suppress

# Long enough for the server to have done what reached it, so that what is lost is its answer.
GRACE_SECONDS = 0.5
FOREVER = 1 << 62


class Relay:
    """Listens on a port of its own; each of the first connections is lost once it has carried so many bytes.

    A client that has sent its last byte is told nothing more: what it asked for is done, and it does not know.
    """

    def __init__(
        self, server: str, losses: int, from_client_bytes: int = FOREVER, from_server_bytes: int = FOREVER
    ) -> None:
        host, _, port = server.rpartition(":")
        self._server = (host.strip("[]"), int(port))
        self._losses = losses
        self._limits = (from_client_bytes, from_server_bytes)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self.lost = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "Relay":
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            for number in range(FOREVER):
                client, _ = self._listener.accept()
                limits = self._limits if number < self._losses else (FOREVER, FOREVER)
                connection = Connection(self, client, socket.create_connection(self._server))
                threading.Thread(target=connection.run, args=limits, daemon=True).start()


class Connection:
    def __init__(self, relay: Relay, client: socket.socket, server: socket.socket) -> None:
        self._relay = relay
        self._client = client
        self._server = server
        self._is_mute = False

    def run(self, from_client_bytes: int, from_server_bytes: int) -> None:
        back = threading.Thread(target=self._pass, args=(self._server, self._client, from_server_bytes), daemon=True)
        back.start()
        self._pass(self._client, self._server, from_client_bytes)
        back.join()
        self._client.close()
        self._server.close()

    def _pass(self, source: socket.socket, target: socket.socket, limit: int) -> None:
        passed = 0
        with suppress(OSError):
            while passed < limit and (data := source.recv(4_096)):
                if not (self._is_mute and target is self._client):
                    target.sendall(data)
                passed += len(data)
        if passed >= limit:
            self._relay.lost += 1
            if source is self._client:
                self._is_mute = True
                time.sleep(GRACE_SECONDS)
        for end in (self._client, self._server):
            # Wakes the other thread, which may be reading from it.
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
