"""The real server, and what it costs: processor time and memory of its workers and of the database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .load import Visitor

TICK = os.sysconf("SC_CLK_TCK")
WORKERS, THREADS = 2, 8
"""Two workers, as the goals have it, each as in `make run`."""


class Server:
    def __init__(self, process: subprocess.Popen, port: int, first_answer: float) -> None:
        self.process, self.port, self.first_answer = process, port, first_answer

    @property
    def workers(self) -> list[int]:
        return children(self.process.pid)

    def cpu(self) -> float:
        """Seconds that master, workers and database have used so far."""
        return sum(cpu_of(pid) for pid in (self.process.pid, *self.workers, *databases()))

    def memory(self) -> float:
        """MiB of the largest worker that are its own: unique pages and its share of common ones."""
        return max(_proportional(pid) for pid in self.workers)


@contextmanager
def serving(application: str, environment: Mapping[str, str], ask: str) -> Iterator[Server]:
    """The server with ``application``, once it answers ``ask``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "config.serving", "--interface", "wsgi", f"{application}:application",
        "--port", str(port), "--workers", str(WORKERS), "--blocking-threads", str(THREADS),
        "--no-ws", "--log-level", "error",
    ]  # fmt: skip
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        yield Server(process, port, _first_answer(process, port, ask, start))
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    everything = [process.pid, *children(process.pid)]
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:  # a worker that has not loaded yet does not listen
        for pid in everything:
            os.kill(pid, signal.SIGKILL)
        process.wait()


def _first_answer(process: subprocess.Popen, port: int, ask: str, start: float) -> float:
    while time.perf_counter() - start < 120 and process.poll() is None:
        try:
            if Visitor(port).get(ask).status == 200:
                return time.perf_counter() - start
        except OSError:
            time.sleep(0.01)
    raise SystemExit(f"The server gives no answer to {ask}.")


def children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "--ppid", str(pid), "-o", "pid="], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def databases() -> list[int]:
    """The processes of PostgreSQL that belong to this run (below our own process)."""
    return [pid for pid in _below(os.getpid()) if _name(pid) == "postgres"]


def _below(pid: int) -> Iterator[int]:
    for child in children(pid):
        yield child
        yield from _below(child)


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except FileNotFoundError:
        return ""


def cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def _proportional(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
