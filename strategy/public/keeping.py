"""Public pages that are kept, compressed, in front of Django: a warm one costs no template, no middleware, no query.

A page depends on its town's stamps (services.planning.touch) and on the day. For a second
(KEPT_PAGES_SECONDS) a kept page is answered as it is; after that one query asks whether the stamps are still the same.
So a publication shows in every worker within a second, without anybody telling them. Only what any visitor gets is
kept: no cookie, GET or HEAD, status 200.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import Error, close_old_connections
from django.http import HttpResponse
from django.utils import timezone

from .. import replicas
from ..vocabulary import LANGUAGES
from .compressing import ENCODERS, choose
from .due import Watch
from .finding import stamps_of
from .places import Stamps

PREFIXES = tuple(f"/{code}/" for code in LANGUAGES)
SITEMAP = "/sitemap.xml"
"""The end of addresses that only programs ask for, as large as many pages together."""
LEFT_OUT = frozenset({"etag", "content-length", "vary", "x-request-id"})
"""Headers that depend on how the body is encoded, which are written anew, and the name of the request that built it."""

AWAY = 5.0
"""Seconds for which a database that gave no answer is not asked about kept pages."""
TRYING = 30.0
"""The same while one visitor asks it again: it may take its time to say no (DATABASE_POOL waits ten seconds)."""

log = logging.getLogger(__name__)


@dataclass
class Kept:
    """A page and what it was made from. ``bodies`` grows by an encoding when the first visitor asks for it."""

    town: str
    stamps: Stamps
    etag: str
    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]
    checked: float
    lock: threading.Lock = field(default_factory=threading.Lock)

    def body(self, encoding: str) -> bytes:
        with self.lock:
            if encoding not in self.bodies:
                self.bodies[encoding] = ENCODERS[encoding](self.bodies[""])
            return self.bodies[encoding]

    @property
    def size(self) -> int:
        """Bytes, counting three compressed forms as half of the plain one."""
        return int(len(self.bodies[""]) * 1.5) + 2_000


class Shelf:
    """The kept pages of one process, the least used thrown out first."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self.pages: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: tuple[str, ...]) -> Kept | None:
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
            return self.pages.get(key)

    def put(self, key: tuple[str, ...], page: Kept) -> None:
        with self.lock:
            self._drop(key)
            self.pages[key] = page
            self.size += page.size
            while self.size > self.limit and self.pages:
                self._drop(next(iter(self.pages)))

    def drop(self, key: tuple[str, ...]) -> None:
        with self.lock:
            self._drop(key)

    def _drop(self, key: tuple[str, ...]) -> None:
        page = self.pages.pop(key, None)
        self.size -= page.size if page else 0


def _asked(town: str) -> Stamps:
    """A town's stamps over Django's own connection, which is given back: no request of Django's will."""
    try:
        return stamps_of(town)
    finally:
        close_old_connections()


class KeptPages:
    """WSGI middleware around Django's application."""

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        limit: int | None = None,
        hold: float | None = None,
        count: Callable[[str], None] | None = None,
        ask: Callable[[str], Stamps] = _asked,
    ) -> None:
        """``limit``: bytes to keep; ``hold``: seconds for which a kept page is answered without a look at the
        database (0: it is asked every time). Without them the settings say. ``count`` is told of every page how it
        was answered: kept or built. ``ask`` tells a town's stamps; a server asks as stamping.py does."""
        self.application = application
        self.shelf = Shelf(settings.KEPT_PAGES_BYTES if limit is None else limit)
        self.hold = settings.KEPT_PAGES_SECONDS if hold is None else hold
        self.count = count or (lambda answer: None)
        self.ask = ask
        self.watch = Watch()
        self.away_until = 0.0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if self.watch.look():
            close_old_connections()
        if not _may_be_kept(environ):
            return self.application(environ, start_response)
        key = _key(environ)
        page = self.shelf.get(key)
        if page is not None and self._is_fresh(page):
            self.count("kept")
            return _answer(page, environ, start_response)
        self.shelf.drop(key)
        return self._build(key, environ, start_response)

    def _is_fresh(self, page: Kept) -> bool:
        """A database that is away does not take away what the public has read all day, nor lets everybody wait."""
        now = time.monotonic()
        if now - page.checked < self.hold or now < self.away_until:
            return True
        if self.away_until:
            self.away_until = now + TRYING
        try:
            is_same = replicas.read(lambda: self.ask(page.town)) == page.stamps
            self.away_until = 0.0
        except Error:
            log.exception("The stamps cannot be read; kept pages are shown for %s seconds", AWAY)
            self.away_until = time.monotonic() + AWAY
            return True
        page.checked = now if is_same else page.checked
        return is_same

    def _build(
        self, key: tuple[str, ...], environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Lets Django make the page, unconditionally; keeps it where it is one to keep."""
        asked = environ.pop("HTTP_IF_NONE_MATCH", None)
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        answer = self.application(environ, lambda status, headers, *more: begun.append((status, headers)))
        if asked is not None:
            environ["HTTP_IF_NONE_MATCH"] = asked
        ((status, headers),) = begun
        page = _kept(answer, headers)
        if page is None:
            start_response(status, headers)
            return answer
        answer.close()  # type: ignore[attr-defined]
        self.shelf.put(key, page)
        self.count("built")
        return _answer(page, environ, start_response)


def _may_be_kept(environ: dict[str, Any]) -> bool:
    path = environ.get("PATH_INFO", "")
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and path.startswith(PREFIXES)
        and not path.endswith(SITEMAP)
        and environ.get("QUERY_STRING", "") in ("", "open=all")
    )


def _key(environ: dict[str, Any]) -> tuple[str, ...]:
    names = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "PATH_INFO", "QUERY_STRING")
    return (*(environ.get(name, "") for name in names), timezone.localdate().isoformat())


def _kept(answer: Any, headers: list[tuple[str, str]]) -> Kept | None:
    """What Django answered, as a page to keep; None where it is not one (see answering.answer)."""
    made_from = getattr(answer, "made_from", None)
    if made_from is None or not isinstance(answer, HttpResponse) or answer.status_code != 200 or answer.cookies:
        return None
    town, stamps = made_from
    kept = [(name, value) for name, value in headers if name.lower() not in LEFT_OUT]
    etag = answer.headers["ETag"].strip('"')
    return Kept(town, stamps, etag, kept, {"": answer.content}, time.monotonic())


def _answer(page: Kept, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    encoding = choose(environ.get("HTTP_ACCEPT_ENCODING", ""))
    etag = f'"{page.etag}-{encoding}"' if encoding else f'"{page.etag}"'
    headers = [*page.headers, ("ETag", etag), ("Vary", "Accept-Encoding")]
    if _has_it(environ.get("HTTP_IF_NONE_MATCH", ""), page.etag):
        start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() != "content-type"])
        return []
    body = page.body(encoding)
    if encoding:
        headers.append(("Content-Encoding", encoding))
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _has_it(asked: str, etag: str) -> bool:
    """Whether If-None-Match names this page, in whatever encoding the visitor holds it."""
    if asked.strip() == "*":
        return True
    names = (name.strip().removeprefix("W/").strip('"') for name in asked.split(","))
    return any(name == etag or name.rpartition("-")[0] == etag for name in names)
