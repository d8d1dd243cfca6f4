"""Dates as people type them in five languages, and what is understood of them."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from strategy.admin.imprecise_date import as_typed, understand
from strategy.models.dates import in_words
from strategy.vocabulary import LANGUAGES

DAY = (datetime.date(2019, 12, 17), "day")


@pytest.mark.parametrize(
    "text",
    [
        "17/12/2019", "17-12-2019", "17.12.2019", "17.12.19", "2019-12-17", "17 december 2019", "17 dec. 2019",
        "dinsdag 17 december 2019", "le 17 décembre 2019", "17 déc. 2019", "17. Dezember 2019", "17 Dez 2019",
        "tirsdag den 17. december 2019", "17th December 2019", "Dec 17, 2019", "  17   december 2019.",
    ],
)  # fmt: skip
def test_a_day_is_understood(text):
    assert understand(text) == DAY


@pytest.mark.parametrize("text", ["dec 2019", "12/2019", "2019-12", "décembre 2019", "Dezember 2019", "december 2019"])
def test_a_month_is_understood(text):
    assert understand(text) == (datetime.date(2019, 12, 1), "month")


def test_a_year_is_understood_and_that_a_date_is_unknown():
    assert understand("2019") == (datetime.date(2019, 1, 1), "year")
    for text in ("?", "onbekend", "Inconnue", "unbekannt", "ukendt", "unknown"):
        assert understand(text) == (None, "unknown")


@pytest.mark.parametrize(
    "text",
    ["", "soon", "17 december", "12/17/2019", "31/2/2019", "31 februari 2020", "13/2019", "before 2019", "2019-2020",
     "17 december 2019 om 20 uur", "17/12/2019 and 18/12/2019"],
)  # fmt: skip
def test_what_is_no_date_is_not_guessed(text):
    assert understand(text) is None


DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@given(DAYS, st.sampled_from(["day", "month", "year"]), st.sampled_from(LANGUAGES))
def test_what_is_shown_is_understood_again(day, precision, language):
    first = day.replace(day=1) if precision == "month" else day.replace(month=1, day=1) if precision == "year" else day
    with translation.override(language):
        assert understand(in_words(first, precision)) == (first, precision)
    assert understand(as_typed(first, precision)) == (first, precision)


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(text):
    understand(text)
