"""Visitors: a few connections that ask for pages over and over, and count what comes back."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

CONNECTIONS = 8


@dataclass
class Load:
    """What a slice of load came to. ``times``: seconds of each request."""

    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)
    size: int = 0
    """Bytes of the last body."""
    times: list[float] = field(default_factory=list)
    cut: int = 0
    """Requests that got no answer."""

    @property
    def errors(self) -> int:
        """Requests that got no answer, or another one than the page or 304."""
        return self.cut + sum(count for status, count in self.statuses.items() if status not in (200, 304))

    @property
    def count(self) -> int:
        return sum(self.statuses.values())

    @property
    def per_second(self) -> float:
        return self.count / self.seconds


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Visitor:
    """One kept connection to the server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Asks again on a new connection where the server has closed one that was kept. Raises OSError otherwise."""
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", *(f"{n}: {v}" for n, v in (headers or {}).items())]
        request = ("\r\n".join(lines) + "\r\n\r\n").encode()
        if self.socket is not None:
            try:
                return self._ask(request)
            except ConnectionError:
                self.close()
        return self._ask(request)

    def _ask(self, request: bytes) -> Answer:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port))
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(request)
        data = self._more(b"")
        while b"\r\n\r\n" not in data:
            data = self._more(data)
        head, _blank, body = data.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in rest)}
        status, pieces, size = int(first.split()[1]), [body], len(body)
        length = 0 if status == 304 else int(headers.get("content-length", 0))
        while size < length:
            pieces.append(self._more(b""))
            size += len(pieces[-1])
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, b"".join(pieces))

    def _more(self, data: bytes) -> bytes:
        assert self.socket is not None
        received = self.socket.recv(1 << 18)
        if not received:
            raise ConnectionError
        return data + received

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket = None


def load(port: int, paths: Sequence[str], seconds: float, headers: Mapping[str, str] | None = None) -> Load:
    """CONNECTIONS visitors who ask for ``paths`` in turn, for ``seconds``."""
    result, lock = Load(), threading.Lock()
    end = time.perf_counter() + seconds

    def visit(first: int) -> None:
        visitor, own = Visitor(port), Load()
        for path in itertools.islice(itertools.cycle(paths), first, None):
            start = time.perf_counter()
            if start > end:
                break
            try:
                answer = visitor.get(path, headers)
            except OSError:
                own.cut += 1
                visitor.close()
                continue
            own.times.append(time.perf_counter() - start)
            own.statuses[answer.status] = own.statuses.get(answer.status, 0) + 1
            own.size = len(answer.body)
        visitor.close()
        with lock:
            result.times += own.times
            result.cut += own.cut
            result.size = own.size or result.size
            for status, count in own.statuses.items():
                result.statuses[status] = result.statuses.get(status, 0) + count

    start = time.perf_counter()
    share = max(len(paths) // CONNECTIONS, 1)
    visitors = [threading.Thread(target=visit, args=(number * share,)) for number in range(CONNECTIONS)]
    for thread in visitors:
        thread.start()
    for thread in visitors:
        thread.join()
    result.seconds = time.perf_counter() - start
    return result
