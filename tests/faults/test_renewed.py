"""The server is renewed or stopped while people read: nobody is refused, and nobody is cut off."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from .server import Server, Visitors

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
PAGE = "/nl/lindehoven/"


@pytest.fixture
def serve(transactional_db, published):
    made = []

    def make(**options: str) -> Server:
        made.append(Server(**options))
        return made[-1]

    yield make
    for server in made:
        server.end()


def test_workers_are_renewed_without_a_failed_request(serve):
    # without granian's pause for a new worker to start, none has started when the old ones go: a slow machine's case
    server = serve(GRANIAN_RESPAWN_INTERVAL="0")
    visitors = Visitors(server, PAGE, 6)
    for _round in range(3):
        visitors.wait_for_all()
        server.renew()
    visitors.wait_for_all()
    assert set(visitors.go()) == {200}


@pytest.fixture
def held(transactional_db):
    """A transaction that nobody can read goals past, as a slow request would find it."""
    with psycopg.connect(Server.database()) as transaction:
        transaction.execute("LOCK TABLE strategy_goal IN ACCESS EXCLUSIVE MODE")
        yield transaction


def test_a_request_that_is_being_answered_is_answered_before_the_server_stops(serve, held):
    server = serve()
    with ThreadPoolExecutor() as threads:
        answer = threads.submit(server.ask, PAGE)
        while not waiting_for(held):
            assert not answer.done()
        ended = threads.submit(server.end)
        while server.is_open():
            assert not ended.done()
        assert not answer.done()
        held.rollback()
        assert answer.result() == 200
        assert ended.result() == 0


def waiting_for(transaction: psycopg.Connection) -> bool:
    with connection.cursor() as cursor:
        mine = transaction.info.backend_pid
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))", [mine])
        return cursor.fetchone() != (0,)


def test_a_server_that_is_still_starting_can_be_stopped(serve):
    server = serve(GRANIAN_RESPAWN_INTERVAL="0", GRANIAN_WORKERS_KILL_TIMEOUT="600")
    server.renew()  # its new workers have begun to load the site
    assert server.end() == 0
