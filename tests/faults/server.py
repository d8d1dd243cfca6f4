"""The site's server as the Dockerfile starts it, on the database of the test, and visitors who do not forgive."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from urllib.parse import urlsplit

import psutil
from django.db import connection

PROJECT = Path(__file__).resolve().parents[2]
DOCKERFILE = (PROJECT / "Dockerfile").read_text()


class Server:
    """Master and workers, once they answer. ``end`` them."""

    def __init__(self, **options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        given = dict(re.findall(r"(GRANIAN_\w+)=(\S+)", DOCKERFILE))
        given |= {"GRANIAN_HOST": "127.0.0.1", "GRANIAN_PORT": str(self.port), "GRANIAN_LOG_LEVEL": "error"}
        python, *command = json.loads(DOCKERFILE.rpartition("\nCMD ")[2])
        assert python == "python"
        environment = {**os.environ, **given, "DATABASE_URL": self.database(), **options}
        self.process = subprocess.Popen([sys.executable, *command], cwd=PROJECT, env=environment)
        while not self.is_open():
            with suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"The server ended with {self.process.wait(timeout=0.1)}.")

    @staticmethod
    def database() -> str:
        """The address of the test's own."""
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()

    def is_open(self) -> bool:
        """Whether it takes new visitors."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def ask(self, path: str) -> int:
        """The status of an answer, on a connection of its own."""
        visitor = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        visitor.request("GET", path)
        status = visitor.getresponse().status
        visitor.close()
        return status

    @property
    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()

    def renew(self) -> None:
        """Asks for new workers, and waits until all old ones have ended."""
        before = self.workers
        self.process.send_signal(signal.SIGHUP)
        _ended, alive = psutil.wait_procs(before, timeout=120)
        assert not alive

    def end(self) -> int:
        """Its exit code, once it has stopped."""
        self.process.terminate()
        try:
            return self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            for process in (self.process, *self.workers):  # in this order, since the first brings the others back
                process.kill()
            raise


class Visitors:
    """``count`` threads that ask for ``path`` until they leave: half of them keep their connection."""

    def __init__(self, server: Server, path: str, count: int) -> None:
        self.server, self.path = server, path
        self.found: Counter[int | str] = Counter()
        self.answered: SimpleQueue[int] = SimpleQueue()
        self.leave = threading.Event()
        visits = [self._kept if number % 2 else self._fresh for number in range(count)]
        self.threads = [threading.Thread(target=self._stay, args=(n, visit)) for n, visit in enumerate(visits)]
        for thread in self.threads:
            thread.start()

    def wait_for_all(self) -> None:
        """Until each of them got an answer that came after this call, or fails."""
        while not self.answered.empty():
            self.answered.get()
        waiting = set(range(len(self.threads)))
        while waiting:
            waiting.discard(self.answered.get(timeout=60))

    def go(self) -> Counter[int | str]:
        """They leave; how often they saw what: statuses, and the names of failures."""
        self.leave.set()
        for thread in self.threads:
            thread.join()
        return self.found

    def _stay(self, number: int, visit) -> None:
        kept = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        while not self.leave.is_set():
            try:
                outcome = visit(kept)
            except (OSError, http.client.HTTPException) as failure:
                outcome = f"{visit.__name__}: {failure!r}"
                kept.close()
            self.found[outcome] += 1
            self.answered.put(number)
        kept.close()

    def _fresh(self, kept: http.client.HTTPConnection) -> int:
        return self.server.ask(self.path)

    def _kept(self, kept: http.client.HTTPConnection) -> int:
        """A server may close a connection while nobody uses it; only then one asks again (RFC 9112, section 9.3.1)."""
        was_used = kept.sock is not None
        try:
            return self._answer(kept)
        except (http.client.RemoteDisconnected, ConnectionError):
            if not was_used:
                raise
            kept.close()
            return self._answer(kept)

    def _answer(self, kept: http.client.HTTPConnection) -> int:
        kept.request("GET", self.path)
        answer = kept.getresponse()
        answer.read()
        return answer.status
