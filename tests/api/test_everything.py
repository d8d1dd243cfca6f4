"""All that is public in one stream."""

import json
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.models import Level, Milestone
from tests.factories import make_decision, make_draft, make_plan, make_published, make_town

EVERYTHING = "/api/v1/everything.ndjson"


@pytest.fixture
def stream(client, db):
    def read() -> list[dict]:
        response = client.get(EVERYTHING)
        assert response.streaming
        assert response["Content-Type"] == "application/x-ndjson"
        return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]

    return read


def test_every_kind_of_thing_has_its_lines(stream, published, plan):
    Level.objects.create(plan=plan, kind="theme", singular_nl="koers")
    Milestone.objects.create(plan=plan, title_nl="Avond", date="2018-09-01", precision="month")
    make_decision(published)
    lines = stream()

    assert [line["type"] for line in lines] == [
        "town", "plan", "level", "milestone", "edition", "decision", "goal", "goal",
    ]  # fmt: skip
    assert lines[-1]["title"] == {"nl": "Light in every street"}
    assert lines[-1]["parent"] == lines[-2]["key"]
    assert lines[5]["date"] == "2019-12-17"


def test_all_published_editions_are_in_it_and_no_draft(stream, published, plan):
    make_published(plan, "Green city")
    make_draft(plan, "Secret")
    make_draft(make_plan(make_town("stil")), "Secret too")
    lines = stream()

    assert {line["edition"] for line in lines if line["type"] == "goal"} == {1, 2}
    assert "Secret" not in json.dumps(lines)
    assert {line["town"] for line in lines} == {"lindehoven"}


def test_languages_that_are_not_switched_on_stay_out(stream, published, plan):
    plan.title_fr, plan.title_en = "Brouillon", "Course"
    plan.save()
    (shown,) = [line for line in stream() if line["type"] == "plan"]
    assert shown["title"] == {"nl": "Plan 2020-2025", "en": "Course"}


def test_the_number_of_queries_does_not_grow_with_what_there_is(stream, plan):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            stream()
        return sum("SELECT" in query["sql"] for query in queries)

    make_published(plan, "A")
    few = count()
    make_published(plan, "".join(f"Stad {n}\n" for n in range(50)))
    make_published(make_plan(make_town("eik")), "B")
    assert count() == few


def test_twice_as_much_takes_no_more_memory(client, db):
    """What is sent is read in pieces and never held all at once: the second two thousand goals cost nothing."""

    def publish(*towns: str) -> None:
        for town in towns:
            make_published(make_plan(make_town(town)), "".join(f"{'Stad ' * 90}{n}\n" for n in range(1200)))

    def measured() -> tuple[int, int]:
        tracemalloc.start()
        sent = sum(len(line) for line in client.get(EVERYTHING).streaming_content)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return sent, peak

    publish("eik", "beuk")
    measured()  # what is loaded once does not count
    little, peak = measured()
    publish("linde", "es")
    much, new_peak = measured()

    assert much > 1.9 * little > 1_000_000
    assert new_peak < 1.2 * peak
