"""The site's server: `python -m config.serving`, which is granian with its own options and GRANIAN_… variables.

Three things differ, so that workers can be renewed (SIGHUP) without a failed request on a slow machine too: a worker
takes over the listening socket of the one before it, it gets a connection when its request has arrived, and one that is
told to stop before it has started stops.
"""

from __future__ import annotations

import multiprocessing
import signal
import socket
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from granian import cli
from granian.net import SocketSpec
from granian.server.mp import MPServer, WorkerProcess


class Server(MPServer):
    """Granian lets each worker open a socket of its own, among which the system deals visitors out, and cuts off who
    waits there when it closes. Here the sockets belong to the server, one for each worker and its successors: whoever
    waits is answered by the next one, once it has started."""

    def _init_shared_socket(self) -> None:
        if self.bind_uds:
            super()._init_shared_socket()
            return
        self._ssp = None
        self.held = [SocketSpec(self.bind_addr, self.bind_port, self.backlog).build() for _n in range(self.workers)]
        self.doors = [socket.socket(fileno=holder.get_fd()) for holder in self.held]
        for door in self.doors:
            door.set_inheritable(True)
            if hasattr(socket, "TCP_DEFER_ACCEPT"):  # granian cuts off who has not yet said what they want
                door.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 1)

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Callable[[], Any]) -> WorkerProcess:
        if self.bind_uds:
            return super()._spawn_worker(idx, target, callback_loader)
        self._shd, self._sso = self.held[idx], self.doors[idx]
        is_forked = multiprocessing.get_start_method() == "fork"
        others = [door for door in self.doors if door is not self._sso] if is_forked else []
        return super()._spawn_worker(idx, target, partial(_alone, callback_loader, others))

    def _drop_shared_socket(self) -> None:
        if self.bind_uds:
            super()._drop_shared_socket()
            return
        for door in self.doors:
            door.close()

    def serve(self, *arguments: Any, **named: Any) -> None:
        super().serve(target_loader=load)


def _alone(loader: Callable[[], Any], others: Sequence[socket.socket]) -> Any:
    """In a new worker: only its own socket stays, so that nobody is let in at a worker that has gone."""
    for door in others:
        door.close()
    return loader()


def load(target: str) -> Callable[..., Any]:
    """The application, in a new worker. Until granian's own handlers stand there is no request to finish; those that
    the worker inherited would let a signal to stop pass unheard, and the server would wait for it for ever."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    module, _colon, name = target.partition(":")
    return getattr(import_module(module), name)


if __name__ == "__main__":
    cli.Server = Server
    cli.entrypoint()
