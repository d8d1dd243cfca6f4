"""Visitors: a few connections that ask for pages over and over, and count what comes back."""

from __future__ import annotations

import itertools
import selectors
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
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
        request = _request(path, headers)
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


def _request(path: str, headers: Mapping[str, str] | None) -> bytes:
    asked = (f"{name}: {value}" for name, value in (headers or {}).items())
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: localhost", *asked, "", ""]).encode()


class Asking:
    """One of many connections that a single thread looks after, as cheaply as can be: what the visitors take of the
    processors, the server lacks. An answer is counted, not read."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.port, self.requests, self.buffer = port, requests, bytearray(1 << 20)
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> None:
        self.received, self.length, self.start = 0, 0, time.perf_counter()
        self.socket.sendall(next(self.requests))

    def has_answer(self) -> bool:
        """Takes what has come; whether that was the last of it."""
        size = self.socket.recv_into(memoryview(self.buffer)[self.received :])
        if not size:
            raise ConnectionError("the server has closed a connection")
        self.received += size
        if not self.length and (head := self.buffer.find(b"\r\n\r\n", 0, self.received)) > 0:
            self.status, self.size = int(self.buffer[9:12]), 0
            if self.status != 304 and (at := self.buffer.find(b"content-length: ", 0, head)) > 0:
                self.size = int(self.buffer[at + 16 : self.buffer.index(b"\r", at)])
            self.length = head + 4 + self.size
            if self.length > len(self.buffer):
                self.buffer.extend(bytes(self.length))
        return self.received == self.length


def load(port: int, paths: Sequence[str], seconds: float, headers: Mapping[str, str] | None = None) -> Load:
    """CONNECTIONS visitors who ask for ``paths`` in turn, for ``seconds``."""
    result, requests = Load(), [_request(path, headers) for path in paths]
    share = max(len(paths) // CONNECTIONS, 1)
    with selectors.DefaultSelector() as selector:
        start = time.perf_counter()
        for number in range(CONNECTIONS):
            asking = Asking(port, itertools.islice(itertools.cycle(requests), number * share, None))
            selector.register(asking.socket, selectors.EVENT_READ, asking)
            asking.ask()
        while selector.get_map():
            for ready, _events in selector.select():
                _take(ready.data, result, selector, until=start + seconds)
        result.seconds = time.perf_counter() - start
    return result


def _take(asking: Asking, result: Load, selector: selectors.BaseSelector, until: float) -> None:
    """What has come for one visitor; who has an answer, or will get none, asks again while there is time."""
    is_cut = False
    try:
        if not asking.has_answer():
            return
    except OSError:
        is_cut = True
    now = time.perf_counter()
    if is_cut:
        result.cut += 1
    else:
        result.times.append(now - asking.start)
        result.statuses[asking.status] = result.statuses.get(asking.status, 0) + 1
        result.size = asking.size
    if is_cut or now >= until:
        selector.unregister(asking.socket)
        asking.socket.close()
    if now < until:
        if is_cut:
            asking.connect()
            selector.register(asking.socket, selectors.EVENT_READ, asking)
        asking.ask()
