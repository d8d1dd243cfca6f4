"""The site's server: `python -m config.serving`, which is granian with its own options and GRANIAN_… variables.

Three things differ, so that workers can be renewed (SIGHUP) without a failed request, however slow the machine: all of
them share one listening socket, they get a connection when its request has arrived, and one that is told to stop before
it has started stops.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from importlib import import_module
from typing import Any

from granian import cli
from granian.net import SocketSpec
from granian.server.mp import MPServer


class Server(MPServer):
    def _init_shared_socket(self) -> None:
        """On Linux granian gives each worker a socket of its own, and cuts off who waits there when it closes, or has
        not said yet what they want. At a shared one they wait until the next worker has started."""
        if self.bind_uds:
            super()._init_shared_socket()
            return
        self._ssp, self._shd = None, SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._sfd = self._shd.get_fd()
        self._sso = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)
        if hasattr(socket, "TCP_DEFER_ACCEPT"):
            self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 1)

    def serve(self, *arguments: Any, **named: Any) -> None:
        super().serve(target_loader=load)


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
