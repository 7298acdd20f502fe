"""A line between browser and server that a test can cut and mend."""

from __future__ import annotations

import contextlib
import socket
import threading


class Line:
    """Passes bytes from ``port`` to another port of this machine; ``cut`` drops every connection and refuses new ones until ``mend``."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.is_cut = False
        self._flows = threading.Event()
        self._flows.set()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def base(self) -> str:
        """The address of this end."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> int:
        """Drop everything; how many connections there were."""
        self.is_cut = True
        dropped, self._open = self._open, []
        for end in dropped:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        return len(dropped) // 2

    def mend(self, target: int = 0) -> None:
        """Let connections through again, to another port where one is given."""
        self.target = target or self.target
        self.is_cut = False

    def hold(self) -> None:
        """Keep the server's answers back until ``let_go``; what the browser asks goes through."""
        self._flows.clear()

    def let_go(self) -> None:
        """Pass on what was held back, in its order."""
        self._flows.set()

    def close(self) -> None:
        """End it."""
        self.let_go()
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = None if self.is_cut else socket.create_connection(("127.0.0.1", self.target), 3)
            except OSError:
                far = None
            if far is None:
                near.close()
                continue
            far.settimeout(None)
            self._open += [near, far]
            for source, sink, is_answer in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._pass, args=(source, sink, is_answer), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                if is_answer:
                    self._flows.wait()
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
