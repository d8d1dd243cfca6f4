"""Withdrawn records of decisions in files: our own formats keep them apart, with day and reason; others do without."""

import json

import jsonschema
import pytest
from django.core.management import call_command
from django.utils.timezone import localdate

from strategy.exchange.beside import add_beside
from strategy.exchange.document import DecisionEntry, GoalNode, PlanDocument, WithdrawnDecisionEntry
from strategy.exchange.exporting import document_of
from strategy.exchange.formats import READERS, WRITERS, plan_json
from strategy.exchange.importing import import_document
from strategy.models import Decision, Edition
from strategy.services.checking import is_adopted
from strategy.services.deciding import delete_decision, withdraw_decision
from strategy.services.publishing import publish_edition
from tests.factories import make_body, make_decision, make_town
from tests.refusals import refused

from .test_round_trip import SCHEMA

LEFT_OUT = "Withdrawn records of decisions are left out."
READABLE = ["jsonld", "markdown", "stratml", "stratml2", "text"]
"""Formats in whose bytes a number can be found."""


@pytest.fixture
def wrong(published, town):
    return make_decision(published, body=make_body(town, "gemeenteraad"), number="2019/17", votes_for=21)


@pytest.fixture
def text(wrong):
    """The file of an edition with one withdrawn record."""
    withdraw_decision(wrong, actor=None, reason="Beslist over het jeugdplan.")
    return exported(wrong.edition)


def exported(edition) -> str:
    return plan_json.dump(document_of(Edition.objects.get(pk=edition.pk)))


def document(**lists) -> PlanDocument:
    goals = [GoalNode(kind="theme", title="Groen")]
    return PlanDocument(municipality="x", language="nl", slug="plan", title="P", goals=goals, **lists)


def test_in_json_it_stands_apart_with_day_and_reason(text):
    data = json.loads(text)
    jsonschema.validate(data, SCHEMA)
    (record,) = data["withdrawn_decisions"]
    assert data["decisions"] == []
    assert (record["number"], record["votes_for"]) == ("2019/17", 21)
    assert (record["withdrawn_on"], record["withdrawal_reason"]) == (
        localdate().isoformat(),
        "Beslist over het jeugdplan.",
    )


def test_it_comes_back_withdrawn_byte_for_byte_and_adopts_nothing(text, town):
    twin = make_town(languages=("nl", "en"))
    edition = import_document(plan_json.load(text), twin, actor=None).edition
    assert exported(edition).replace(twin.slug, town.slug) == text
    assert not is_adopted(publish_edition(edition, actor=None))


def test_an_older_file_does_not_make_it_stand_again(text, town):
    edition = import_document(plan_json.load(text), town, actor=None).edition
    older = DecisionEntry(body="gemeenteraad", kind="adopts", date="2019-12-17", number="2019/17")
    add_beside(document(decisions=[older]), edition, actor=None, stored=[])
    assert not Decision.objects.standing().filter(edition=edition)
    assert edition.decisions.count() == 1


def test_on_a_draft_an_imported_one_can_be_deleted(text, town):
    edition = import_document(plan_json.load(text), town, actor=None).edition
    delete_decision(edition.decisions.get(), actor=None)
    assert json.loads(exported(edition)).get("withdrawn_decisions") is None


@pytest.mark.parametrize("more", [{"withdrawn_on": "2026-01-01"}, {"withdrawal_reason": "Fout."}, {}])
def test_a_record_without_day_or_reason_is_refused(db, more):
    record = WithdrawnDecisionEntry(body="Raad", kind="adopts", date="2019-12-17", **more)
    with refused("withdrawn_decisions[0]: say on which day the record was withdrawn, and why."):
        import_document(document(withdrawn_decisions=[record]), make_town(), actor=None)


def test_a_day_that_is_none_is_refused(db):
    record = WithdrawnDecisionEntry(body="Raad", kind="adopts", withdrawn_on="gisteren", withdrawal_reason="Fout.")
    with refused("withdrawn_decisions[0]: “gisteren” is not a date."):
        import_document(document(withdrawn_decisions=[record]), make_town(), actor=None)


def test_a_workbook_holds_it_too(text):
    plan = plan_json.load(text)
    assert READERS["xlsx"](WRITERS["xlsx"].write(plan, "nl"), "nl") == plan
    assert WRITERS["xlsx"].losses(plan) == []


@pytest.mark.parametrize("name", READABLE)
def test_other_formats_leave_it_out_and_say_so(wrong, name):
    def written():
        return WRITERS[name].write(document_of(Edition.objects.get(pk=wrong.edition_id)), "nl").decode()

    assert "2019/17" in written()
    assert LEFT_OUT not in WRITERS[name].losses(document_of(wrong.edition))
    withdraw_decision(wrong, actor=None, reason="Beslist over het jeugdplan.")
    assert "2019/17" not in written()
    assert LEFT_OUT in WRITERS[name].losses(document_of(wrong.edition))


@pytest.mark.parametrize("name", ["docx", "odt", "pdf"])
def test_word_and_its_like_say_so_as_well(text, name):
    assert LEFT_OUT in WRITERS[name].losses(plan_json.load(text))


def test_a_backup_keeps_it_withdrawn(text, tmp_path, wrong, capsys):
    call_command("dumpdata", "strategy.decision")
    (row,) = json.loads(capsys.readouterr().out)
    assert row["fields"]["withdrawal_reason"] == "Beslist over het jeugdplan."
