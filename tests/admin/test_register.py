"""The register of decisions: filtered, searched, taken along as a table; a mistake is corrected beside it."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

from municipalities.roles import Role
from strategy.models import Decision
from tests.factories import make_body, make_decision, make_draft, make_plan

from .forms import filled

LIST = reverse("admin:strategy_decision_changelist")


@pytest.fixture
def decisions(town, published):
    council, welfare = make_body(town, "Gemeenteraad"), make_body(town, "OCMW-raad")
    return [
        make_decision(published, body=council, number="=17"),
        make_decision(published, body=welfare, date=datetime.date(2020, 1, 1), precision="year", kind="takes_note"),
        make_decision(published, body=council, date=None, precision="unknown", kind="rejects", number="18"),
    ]


@pytest.fixture
def foreign(other_town):
    return make_decision(make_draft(make_plan(other_town)), body=make_body(other_town, "Secret senate"), number="17b")


def listed(client, **query):
    return list(client.get(LIST, query).context["cl"].result_list)


def test_the_register_shows_filters_and_finds(at_admin, reader, decisions, foreign):
    client = at_admin(reader)
    first, second, _third = decisions
    assert set(listed(client)) == set(decisions)
    assert [row for row in listed(client) if row.date] == [second, first]
    assert listed(client, body=first.body_id, year="2019") == [first]
    assert listed(client, kind="takes_note") == [second]
    assert listed(client, q="17") == [first]
    assert set(listed(client, body="x", year="99999")) == set(decisions)


def test_no_filter_names_what_another_town_has(at_admin, reader, decisions, foreign):
    page = at_admin(reader).get(LIST, {"body": foreign.body_id})
    assert "Secret senate" not in page.content.decode()
    assert not page.context["cl"].result_list


def test_the_table_holds_what_the_list_shows_and_no_formula(at_admin, reader, decisions, foreign):
    answer = at_admin(reader).get(reverse("admin:strategy_decision_csv"), {"year": "2019"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["decided by"], row["date"], row["number"]) for row in rows] == [("Gemeenteraad", "2019-12-17", "'=17")]
    everything = at_admin(reader).get(reverse("admin:strategy_decision_csv")).content.decode()
    assert "Secret senate" not in everything
    assert everything.count("\r\n") == 4


def test_to_add_one_an_edition_is_chosen(at_admin, secretary, published, foreign):
    page = at_admin(secretary).get(reverse("admin:strategy_decision_add")).content.decode()
    assert reverse("admin:strategy_edition_decisions", args=[published.pk]) in page
    assert reverse("admin:strategy_edition_decisions", args=[foreign.edition_id]) not in page


def test_who_records_in_one_town_and_reads_in_another_does_each_where_it_belongs(
    at_admin, secretary, decisions, foreign, other_town
):
    secretary.memberships.create(municipality=other_town, role=Role.READER)
    client = at_admin(secretary)
    assert foreign in listed(client)
    assert client.get(reverse("admin:strategy_decision_change", args=[foreign.pk])).status_code == 200
    assert client.post(reverse("admin:strategy_decision_change", args=[foreign.pk])).status_code == 403
    assert client.get(reverse("admin:strategy_edition_decisions", args=[foreign.edition_id])).status_code == 403
    assert client.get(reverse("admin:strategy_decision_correct", args=[foreign.pk])).status_code == 403


def test_on_a_published_edition_what_is_empty_is_filled_in(at_admin, secretary, decisions):
    client, third = at_admin(secretary), decisions[2]
    address = reverse("admin:strategy_decision_change", args=[third.pk])
    page = client.get(address)
    assert page.context["form"].fields["number"].disabled
    client.post(address, {**filled(page, "decision_form"), "votes_for": 12, "number": "99", "date_text": "1/1/2021"})
    third.refresh_from_db()
    assert (third.votes_for, third.number, third.date) == (12, "18", None)


def test_on_a_published_edition_a_mistake_is_corrected_and_the_old_record_stays(at_admin, secretary, decisions):
    client, first = at_admin(secretary), decisions[0]
    address = reverse("admin:strategy_decision_correct", args=[first.pk])
    page = client.get(address)
    assert "what was wrong" in page.content.decode()
    refused = client.post(address, filled(page, "decision_form", date_text="18/12/2019"))
    assert "Say what was wrong in the record" in refused.content.decode()
    client.post(address, filled(refused, "decision_form", reason="Het was een dag later."))
    right = Decision.objects.get(corrects=first)
    assert (right.date, right.number, right.recorded_by) == (datetime.date(2019, 12, 18), "=17", secretary)
    first.refresh_from_db()
    assert first.date == datetime.date(2019, 12, 17)
    assert client.post(address, filled(page, "decision_form", reason="Again")).status_code == 400
    assert client.post(reverse("admin:strategy_decision_delete", args=[right.pk]), {"post": "yes"}).status_code == 403


def test_a_reader_reads_a_record_and_types_nothing(at_admin, reader, decisions):
    page = at_admin(reader).get(reverse("admin:strategy_decision_change", args=[decisions[0].pk]))
    assert "=17" in page.content.decode()
    assert 'name="number"' not in page.content.decode()
