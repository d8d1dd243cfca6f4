"""A town's stamps, asked over a connection that is kept: always those of now, whatever becomes of the connection."""

import threading

import pytest
from django.db import OperationalError, connection

from strategy.public import stamping
from strategy.public.finding import stamps_of
from strategy.public.keeping import KeptPages
from strategy.public.stamping import Stamping
from tests.factories import make_plan, make_published

from .test_keeping import TREE, Site

pytestmark = pytest.mark.django_db(transaction=True)
TOWN = "lindehoven"


@pytest.fixture
def asked():
    stamping = Stamping()
    yield stamping
    for alias in list(stamping.connections):
        stamping._let_go(alias)


@pytest.fixture
def changed(published, town):
    """Publishes a further plan of the town; returns its stamps as the database has them then."""

    def change():
        make_published(make_plan(town, slug="2026-2031", starts_in=2026, ends_in=2031), "Safe city")
        return stamps_of(TOWN)

    return change


def test_it_says_what_was_committed_a_moment_ago(asked, changed):
    before = asked.of(TOWN)
    assert before == stamps_of(TOWN)
    assert asked.of(TOWN) == before
    after = changed()
    assert after != before
    assert asked.of(TOWN) == asked.of("") == after


def test_another_towns_stamps_are_its_own(asked, published, other_town):
    make_published(make_plan(other_town), "Safe city")
    assert asked.of(other_town.slug) == stamps_of(other_town.slug)
    assert set(asked.of("")) == {*asked.of(TOWN), *asked.of(other_town.slug)}


def test_a_page_that_is_asked_about_at_every_visit_is_never_older_than_the_publication(asked, changed):
    site = Site()
    site.application = KeptPages(site.application.application, hold=0, ask=asked.of)
    first = site.get(TREE)
    held = first.headers["ETag"]
    assert site.get(TREE, if_none_match=held).status == 304
    changed()
    assert site.get(TREE, if_none_match=held).status == 200


@pytest.mark.postgresql
def test_a_connection_that_the_database_has_ended_is_made_anew(asked, changed):
    asked.of(TOWN)
    with asked.connections["default"].cursor() as own:
        own.execute("SELECT pg_backend_pid()")
        number = own.fetchone()
    after = changed()
    with connection.cursor() as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", number)
    assert [asked.of(TOWN), asked.of(TOWN)] == [after, after]
    assert "default" in asked.connections


@pytest.mark.postgresql
def test_a_pooler_that_forgets_prepared_questions_changes_no_answer(asked, changed):
    asked.of(TOWN)
    with asked.connections["default"].cursor() as own:
        own.execute("DO 'BEGIN EXECUTE ''DEALLOCATE ALL''; END'")
    after = changed()
    assert asked.of(TOWN) == after
    assert asked.connections == {}  # the question could not be asked as usual
    assert asked.of(TOWN) == after


def test_a_database_that_is_away_is_said_and_asked_again_when_it_is_back(asked, published, monkeypatch):
    def away(alias, options):
        raise OperationalError("away")

    with monkeypatch.context() as gone:
        gone.setattr(stamping, "_connected", away)
        with pytest.raises(OperationalError):
            asked.of(TOWN)
    assert asked.of(TOWN) == stamps_of(TOWN)


class Slow(Stamping):
    """Answers with the number of its question, and waits until it may."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.may_answer, self.count = threading.Semaphore(0), threading.Semaphore(0), 0

    def _ask(self, towns):
        self.count += 1
        self.begun.release()
        self.may_answer.acquire(timeout=30)
        return dict.fromkeys(towns, self.count)


def test_who_comes_while_a_question_is_under_way_shares_the_next_one():
    slow, told = Slow(), {}

    def visit(name, town):
        thread = threading.Thread(target=lambda: told.update({name: slow.of(town)}))
        thread.start()
        return thread

    visitors = [visit("first", "a")]
    slow.begun.acquire(timeout=30)
    visitors += [visit("second", "a"), visit("third", "b"), visit("fourth", "c")]
    while slow.coming.towns < {"a", "b", "c"}:  # until all of them wait
        threading.Event().wait(0.001)
    slow.may_answer.release(2)
    for visitor in visitors:
        visitor.join(30)
    assert told == {"first": 1, "second": 2, "third": 2, "fourth": 2}
