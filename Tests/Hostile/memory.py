"""How much memory a server came to hold while something was done to it."""

import threading


class Peak:
    """Looks at a server's memory again and again, and keeps the most that it saw."""

    def __init__(self, server, interval_seconds):
        self.server = server
        self.interval_seconds = interval_seconds
        self.kib = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopped.set()
        self._thread.join()

    def _run(self):
        while True:
            try:
                self.kib = max(self.kib, self.server.resident_kib())
            except OSError:
                return
            if self._stopped.wait(self.interval_seconds):
                return
