"""How far a long work is: whoever does it tells, whoever waits listens. Without a listener nothing happens. No ORM."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
Listener = Callable[[int, int], None]
"""(how many parts are done, of how many; 0 where nobody knows)"""

EVERY = 50

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Whatever tells inside the block tells ``listener``; it may raise, to end the work."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def telling(parts: Iterable[T], total: int = 0) -> Iterator[T]:
    """``parts``, telling every now and then how many of ``total`` are done."""
    listener = _listener.get()
    if listener is None:
        yield from parts
        return
    listener(0, total)
    for done, part in enumerate(parts, 1):
        yield part
        if done % EVERY == 0 or done == total:
            listener(done, total)
