"""Pages in front of Django: kept, compressed, and never older than a second after a publication."""

import gzip
import io

import brotli
import pytest
import zstandard
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, close_old_connections

from strategy.public import keeping
from strategy.public.compressing import choose
from strategy.public.finding import stamps_of
from strategy.public.keeping import KeptPages
from tests.factories import make_draft, make_plan, make_published

pytestmark = pytest.mark.django_db
TREE = "/nl/lindehoven/2020-2025/tree/"


class Site:
    """The site as a server sees it, with a clock that tests move."""

    def __init__(self, limit: int = 10_000_000) -> None:
        self.application = KeptPages(WSGIHandler(), limit)

    def get(self, path: str, method: str = "GET", **headers: str) -> "Answer":
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "HTTP_HOST": "localhost", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }  # fmt: skip
        begun = []
        body = b"".join(self.application(environ, lambda status, headers, *more: begun.append((status, dict(headers)))))
        return Answer(*begun[0], body)


class Answer:
    def __init__(self, status: str, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = int(status.split()[0]), headers, body

    @property
    def text(self) -> str:
        return self.body.decode()


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """A request gives its connection back when it ends; here it is the test's own, which must stay."""
    monkeypatch.setattr(keeping, "close_old_connections", lambda: None)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def clock(monkeypatch):
    """Seconds since the test began; ``clock.now += 2`` lets two pass."""

    class Clock:
        now = 1000.0

    monkeypatch.setattr(keeping.time, "monotonic", lambda: Clock.now)
    return Clock


def test_a_warm_page_asks_the_database_nothing_and_after_a_second_one_question(
    site, clock, published, django_assert_num_queries
):
    first = site.get(TREE)
    with django_assert_num_queries(0):
        assert site.get(TREE).body == first.body
    clock.now += 2
    with django_assert_num_queries(1):
        assert site.get(TREE).body == first.body


def test_a_publication_shows_within_a_second(site, clock, published):
    assert "Green city" not in site.get(TREE).text
    make_published(published.plan, "Green city")
    clock.now += 1.1
    assert "Green city" in site.get(TREE).text


def test_a_draft_changes_nothing(site, clock, published, django_assert_num_queries):
    before = site.get(TREE)
    make_draft(published.plan, "Green city")
    clock.now += 2
    with django_assert_num_queries(1):
        assert site.get(TREE).body == before.body


def test_another_towns_publication_leaves_this_towns_pages(
    site, clock, published, other_town, django_assert_num_queries
):
    site.get(TREE)
    make_published(make_plan(other_town), "Elsewhere")
    clock.now += 2
    with django_assert_num_queries(1):
        site.get(TREE)


def test_the_list_of_towns_follows_every_town(site, clock, published, other_town):
    assert "Beukenrade" not in site.get("/nl/").text
    make_published(make_plan(other_town), "Elsewhere")
    clock.now += 2
    assert "Beukenrade" in site.get("/nl/").text


@pytest.mark.parametrize(
    ("encoding", "unpack"),
    [("br", brotli.decompress), ("zstd", zstandard.decompress), ("gzip", gzip.decompress)],
)
def test_each_encoding_holds_the_same_page_under_its_own_etag(site, published, encoding, unpack):
    plain = site.get(TREE)
    packed = site.get(TREE, accept_encoding=encoding)

    assert packed.headers["Content-Encoding"] == encoding
    assert unpack(packed.body) == plain.body
    assert int(packed.headers["Content-Length"]) == len(packed.body) < len(plain.body)
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("*", "br"), ("", ""),
        ("identity", ""), ("deflate", ""), ("gzip;q=nonsense", ""), ("GZIP;Q=0.5", "gzip"), ("*;q=0", ""),
    ],
)  # fmt: skip
def test_the_encoding_is_the_best_that_the_visitor_takes(accepted, chosen):
    assert choose(accepted) == chosen


def test_who_has_the_page_gets_304_in_any_encoding(site, published):
    etag = site.get(TREE, accept_encoding="br").headers["ETag"]
    for accepted in ("br", "gzip", ""):
        answer = site.get(TREE, accept_encoding=accepted, if_none_match=etag)
        assert (answer.status, answer.body) == (304, b"")
    assert site.get(TREE, if_none_match='"other", W/"another"').status == 200


def test_a_first_visitor_who_has_the_page_already_gets_304(published):
    etag = Site().get(TREE).headers["ETag"]
    assert Site().get(TREE, if_none_match=etag).status == 304


def test_head_has_the_headers_and_no_body(site, published):
    answer = site.get(TREE, method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(site.get(TREE).body)


@pytest.mark.parametrize("path", [f"{TREE}?q=light", "/nl/nowhere/", "/da/lindehoven/", "/", "/admin/login/"])
def test_searches_errors_redirects_and_the_admin_are_never_kept(site, published, path):
    site.get(path)
    assert not site.application.shelf.pages


@pytest.fixture
def gone(site, clock, monkeypatch):
    """A database that is away, and takes ten seconds to say so. The moments at which it was asked."""
    asked = []

    def ask(town):
        asked.append(clock.now)
        clock.now += 10
        raise DatabaseError("gone")

    monkeypatch.setattr(site.application, "ask", ask)
    return asked


def test_a_database_that_is_away_leaves_what_is_kept_and_lets_nobody_else_wait(site, clock, published, gone):
    pages = [site.get(path).body for path in (TREE, "/nl/lindehoven/")]
    clock.now += 2
    for _visit in range(3):
        assert [site.get(path).body for path in (TREE, "/nl/lindehoven/")] == pages
    assert gone == [1002.0]
    clock.now += keeping.AWAY
    site.get(TREE)
    assert gone == [1002.0, 1017.0]


def test_what_changed_shows_soon_after_the_database_is_back(site, clock, published, gone, monkeypatch):
    site.get(TREE)
    clock.now += 2
    site.get(TREE)
    monkeypatch.setattr(site.application, "ask", stamps_of)
    make_published(published.plan, "Green city")
    clock.now += keeping.AWAY
    assert "Green city" in site.get(TREE).text


def test_the_least_used_pages_make_room(published):
    site = Site(limit=30_000)
    for path in (TREE, "/nl/", "/nl/lindehoven/", "/nl/lindehoven/2020-2025/", "/nl/lindehoven/2020-2025/editions/"):
        site.get(path)
    shelf = site.application.shelf
    assert 0 < shelf.size <= 30_000
    assert shelf.size == sum(page.size for page in shelf.pages.values())
    assert not any(TREE in key for key in shelf.pages)


def test_no_kept_page_carries_a_cookie_and_all_carry_the_security_headers(site, published):
    answer = site.get(TREE)
    assert "Set-Cookie" not in answer.headers
    assert "script-src 'self'" in site.get(TREE).headers["Content-Security-Policy"]
    assert site.get(TREE).headers["X-Content-Type-Options"] == "nosniff"
