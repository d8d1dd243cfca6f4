"""The record of a plan: the chain of editions, what each changed, and seals that a citizen can check."""

import hashlib
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy import comparing
from strategy.services.editing import edit_goal
from strategy.services.publishing import publish_edition
from strategy.vocabulary import DecisionKind, Difference, EditionKind
from tests.factories import make_body, make_decision, make_draft
from tests.outline import by_title

PLAN = "/en/lindehoven/2020-2025/"
EDITIONS = f"{PLAN}editions/"


@pytest.fixture
def chain(published, plan):
    """The original, an amendment that rewords a goal, and a correction that changes nothing."""
    comparing.KNOWN.clear()
    draft = make_draft(plan)
    edit_goal(by_title(draft)["Safe city"], actor=None, changes={"title_nl": "Safer city", "title_en": "Safer"})
    amendment = publish_edition(draft, actor=None)
    correction = publish_edition(make_draft(plan, kind=EditionKind.CORRECTION, reason="Een tikfout."), actor=None)
    return published, amendment, correction


def test_each_edition_says_what_it_is_and_what_it_changed(read, chain):
    third, second, first = re.split(r'<li class="facts edition"', read(EDITIONS))[1:]

    assert 'mark--correction">Correction' in third
    assert "Een tikfout." in third
    assert "Nothing in the text." in third
    assert 'mark--amendment">Amendment' in second
    assert f'Reworded: 1 theme; translation changed: 1 theme. <a href="{PLAN}changes/1..2/">' in second
    assert 'mark--original">Original' in first
    assert "Changed from edition" not in first


def test_the_list_takes_few_queries_and_counts_an_edition_once(read, chain):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(EDITIONS)
        return len(queries)

    assert count() == 4
    assert count() == 3


def test_a_language_that_is_switched_off_is_not_counted(read, chain, town):
    assert "translation changed" in read(EDITIONS)
    town.languages = ["nl", "fr"]
    town.save()
    html = read(EDITIONS.replace("/en/", "/fr/"))
    assert f'<a href="{PLAN.replace("/en/", "/fr/")}changes/1..2/">' in html
    assert not any(Difference.TRANSLATED in counts for key, counts in comparing.KNOWN.items() if key[2] == ("nl", "fr"))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_sealed_text_has_an_address_and_its_sha256_is_the_seal(client, chain, number):
    response = client.get(f"{EDITIONS}{number}/sealed.json")
    assert hashlib.sha256(response.content).hexdigest() == chain[number - 1].seal
    assert response["Content-Type"] == "application/json"
    name = f"lindehoven-2020-2025-edition-{number}.sealed.json"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_page_of_an_edition_says_how_to_check_its_seal(read, chain):
    html = read(f"{EDITIONS}2/")
    assert "How to check this yourself" in html
    assert f'href="{EDITIONS}2/sealed.json"' in html
    for command in ("sha256sum", "shasum -a 256", "certutil -hashfile"):
        assert f"{command} lindehoven-2020-2025-edition-2.sealed.json" in html
    assert f"curl -s http://testserver{EDITIONS}2/sealed.json | sha256sum" in html
    assert f'href="{EDITIONS}2/extract.pdf"' in html
    assert "How to check this yourself" not in read(PLAN)


@pytest.mark.parametrize("file", ["sealed.json", "extract.pdf"])
def test_a_draft_has_no_sealed_text_and_no_extract(client, chain, plan, file):
    make_draft(plan)
    assert client.get(f"{EDITIONS}4/{file}").status_code == 404


def test_an_amendment_is_approved_by_both_decisions_and_a_correction_too(read, chain, town):
    body = make_body(town, "raad")
    first, second, _third = chain
    make_decision(first, body=body, uri="https://besluit.example/1")
    make_decision(second, body=body, kind=DecisionKind.AMENDS, date="2023-12-19")
    for page in (f"{EDITIONS}2/", f"{EDITIONS}3/", PLAN):
        html = read(page)
        seals = re.findall(r'<a class="seal" href="https://besluit.example/1"|<span class="seal"', html)
        assert seals == ['<a class="seal" href="https://besluit.example/1"', '<span class="seal"']
        assert html.index("17 December 2019") < html.index("Changes approved <")


def test_where_no_decision_approves_the_text_the_page_says_so(read, chain, town):
    make_decision(chain[2], body=make_body(town, "raad"), kind=DecisionKind.REJECTS)
    assert "None of these decisions approves this text." in read(PLAN)
    assert "None of these decisions approves this text." in read(EDITIONS)
