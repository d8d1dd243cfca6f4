"""Pages of invented towns in five languages come out as a person reads them; the floors only ever rise."""

import pytest

from strategy.exchange.importing import import_document
from tests.factories import make_town

from .notation import QUESTIONS, Score, cases, flat, score

FLOORS = {"nodes": 0.98, "parents": 0.98, "kinds": 0.97, "decisions": 0.98, "periods": 0.98}


def test_pages_are_read_as_well_as_we_promise(scores):
    results = {case.name: score(case, case.read()) for case in cases()}
    total = Score()
    for result in results.values():
        for question in QUESTIONS:
            total.add(question, *result.counts[question])
    scores({**results, "all": total})

    assert len(results) >= 30
    assert {case.language for case in cases()} == {"nl", "fr", "de", "en", "da"}
    below = {question: total.share(question) for question in QUESTIONS if total.share(question) < FLOORS[question]}
    assert below == {}


def test_the_language_of_each_page_is_found():
    wrong = {case.name: case.read().language for case in cases() if case.read().language != case.language}
    assert wrong == {}


@pytest.mark.django_db
def test_what_was_read_fits_into_a_plan_of_a_town():
    for case in cases():
        town = make_town(case.name.replace(".", "-"), language=case.language)
        document = case.read()
        imported = import_document(document, town, actor=None)
        assert imported.goals == len(flat(document.goals)), case.name
