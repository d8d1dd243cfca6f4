"""Which database a question goes to, by where it is asked; without a replica of flesh and blood."""

import threading
from collections import Counter

import pytest
from django.core.cache import cache
from django.db import OperationalError, connections, transaction

from strategy import replicas
from strategy.models import Feedback, Plan
from strategy.replicas import AWAY, OK, Replica, Router
from tests.factories import make_draft
from tests.page_types import addresses, make_full_town
from tests.public.test_feedback import made

pytestmark = pytest.mark.django_db(transaction=True)
FORMS = ("/feedback/",)
API = [
    f"/api/v1/{path}"
    for path in (
        "towns", "towns/lindehoven", "towns/lindehoven/plans/2020-2025", "towns/lindehoven/plans/2020-2025/tree",
        "towns/lindehoven/plans/2020-2025/decisions", "towns/lindehoven/plans/2020-2025/changes?from=1&to=2",
        "search?q=licht", "everything.ndjson",
    )
]  # fmt: skip
FILES = ["/nl/lindehoven/sitemap.xml", "/nl/lindehoven/feed/", "/nl/lindehoven/2020-2025/data/json"]


@pytest.fixture
def replica(monkeypatch):
    """A replica that has the test's own connection: what is asked of it is answered."""
    cache.clear()
    found = Replica("replica-1")
    found.state, found.looked = OK, float("inf")
    monkeypatch.setattr(replicas, "replicas", lambda: [found])
    connections["replica-1"] = connections["default"]
    yield found
    del connections["replica-1"]


@pytest.fixture
def asked(replica):
    """Database -> how many questions were meant for it."""
    counts = Counter()

    def counted(execute, sql, params, many, context):
        counts[replicas._database.get() or "outside"] += 1
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(counted):
        yield counts


def body(answer):
    return b"".join(answer) if answer.streaming else answer.content


def test_every_public_page_is_read_from_the_replica(client, asked):
    make_full_town()
    asked.clear()
    pages = [path for path in addresses("nl") if not path.endswith(FORMS)]
    for path in [*pages, *FILES, *API]:
        assert body(client.get(path, follow=True)), path
        assert set(asked) <= {"replica-1"}, path
    assert asked["replica-1"] > len(pages)


def test_a_message_is_written_and_its_form_made_by_the_primary(client, published, asked):
    address = "/nl/lindehoven/feedback/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "Een lamp is stuk", "made": made(30)}).status_code == 302
    assert Feedback.objects.count() == 1
    assert set(asked) == {"outside"}


def test_an_officer_reads_the_primary(client, published, officer, asked):
    draft = make_draft(published.plan)
    client.force_login(officer)
    asked.clear()
    for path in (f"/admin/strategy/edition/{draft.pk}/tree/", f"/preview/edition/{draft.pk}/nl/tree/", "/admin/"):
        assert client.get(path).status_code == 200
    assert set(asked) == {"outside"}


def test_where_the_replica_fails_the_whole_is_asked_of_the_primary(replica):
    tried = []

    def act():
        tried.append(Router().db_for_read(Plan))
        if tried[-1] != "default":
            raise OperationalError("gone")
        return "read"

    heard = []
    replicas.has_read.connect(lambda answer, **more: heard.append(answer), weak=False, dispatch_uid="test")
    assert replicas.read(act) == "read"
    assert replicas.read(act) == "read"
    replicas.has_read.disconnect(dispatch_uid="test")
    assert tried == ["replica-1", "default", "default"]  # at the second reading nobody tries the one that is away
    assert (replica.state, heard) == (AWAY, ["primary", "primary"])


def test_whoever_writes_reads_what_was_written(replica, plan):
    def write():
        before = Router().db_for_read(Plan)
        Plan.objects.filter(pk=plan.pk).update(stamp=5)
        return before, Router().db_for_read(Plan)

    assert replicas.read(write) == ("replica-1", "default")
    with transaction.atomic():
        assert replicas.read(lambda: Router().db_for_read(Plan)) == "default"


def test_rows_that_are_read_later_come_from_the_same_database(replica):
    late = replicas.read(lambda: replicas.held(Router().db_for_read(Plan) for _number in range(2)))
    assert (next(late), Router().db_for_read(Plan), next(late)) == ("replica-1", "default", "replica-1")


def test_nothing_is_migrated_on_a_replica():
    assert [Router().allow_migrate(name, "strategy") for name in ("default", "replica-1")] == [True, False]


def test_a_look_makes_nobody_wait(monkeypatch):
    found, answers = Replica("replica-1"), threading.Event()
    monkeypatch.setattr(Replica, "look", lambda self: setattr(self, "state", OK if answers.wait(60) else AWAY))
    assert not found.is_well()  # nothing is known of it yet, and a look has begun
    answers.set()
    with found.lock:
        assert found.is_well()


def test_readiness_names_a_replica_that_is_away_and_stays(client, replica, monkeypatch):
    monkeypatch.setattr(Replica, "look", lambda self: AWAY)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["replica-1"]) == (200, "away")
