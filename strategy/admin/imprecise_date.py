"""Dates as a secretary types them, in any of the five languages: "17/12/2019", "17 december 2019", "2019"."""

import datetime
import functools
import re
import unicodedata

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange.prose.dates import find_dates
from ..vocabulary import LANGUAGES, Precision

Understood = tuple[datetime.date | None, str]
"""(the first day of what is known, Precision)"""

SHORT_YEAR = re.compile(r"^(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{2})$")
MONTH = re.compile(r"^(?:(\d{1,2})\s?[./-]\s?((?:19|20)\d\d)|((?:19|20)\d\d)-(\d{1,2}))$")
WORD = re.compile(r"[^\W\d_]{3,}\.?")
UNKNOWN = {"?", "unknown", "onbekend", "inconnue", "inconnu", "date inconnue", "unbekannt", "ukendt"}


def understand(text: str) -> Understood | None:
    """The date that ``text`` is, as exactly as it says; None where it is none."""
    said = " ".join(text.split()).strip(".,; ")
    if said.lower() in UNKNOWN:
        return None, Precision.UNKNOWN
    if match := SHORT_YEAR.match(said):
        return _day(2000 + int(match[3]), int(match[2]), int(match[1]), Precision.DAY)
    if match := MONTH.match(said):
        return _day(int(match[2] or match[3]), int(match[1] or match[4]), 1, Precision.MONTH)
    plain = WORD.sub(lambda word: _english_months().get(_folded(word[0]), word[0]), said)
    found = find_dates(plain, "en")
    if len(found) == 1 and _is_nothing(plain[: found[0].start]) and not plain[found[0].end :].strip(" .,"):
        return datetime.date.fromisoformat(found[0].date), found[0].precision
    return None


def _day(year: int, month: int, day: int, precision: str) -> Understood | None:
    try:
        return datetime.date(year, month, day), precision
    except ValueError:
        return None


def _is_nothing(before: str) -> bool:
    """Whether what stands before the date says nothing: a day of the week, or the little word that goes with it."""
    return all(word in _little_words() for word in before.lower().replace(",", " ").replace(".", " ").split())


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.lower().rstrip("."))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@functools.cache
def _english_months() -> dict[str, str]:
    """Every name of a month in the five languages, short or long, as the English one."""
    english = Locale.parse("en").months["format"]["wide"]
    names = {"fev": english[2], "mrz": english[3], "janner": english[1], "maerz": english[3], "sep": english[9]}
    for code in LANGUAGES:
        for width in ("abbreviated", "wide"):
            for month, name in Locale.parse(code).months["format"][width].items():
                names.setdefault(_folded(name), english[month])
    return names


@functools.cache
def _little_words() -> frozenset[str]:
    days = (Locale.parse(code).days["format"][width] for code in LANGUAGES for width in ("wide", "abbreviated"))
    names = {name.lower().rstrip(".") for week in days for name in week.values()}
    return frozenset(names | {"op", "le", "am", "on", "den", "the", "de", "der"})


def as_typed(date: datetime.date | None, precision: str) -> str:
    """The date as it can be typed in any language: "17/12/2019", "12/2019", "2019", "?"."""
    if date is None or precision == Precision.UNKNOWN:
        return "?"
    form = {Precision.YEAR: "%Y", Precision.MONTH: "%m/%Y"}.get(Precision(precision), "%d/%m/%Y")
    return date.strftime(form)


class ImpreciseDateField(forms.CharField):
    """``cleaned_data`` has an Understood, None where nothing was typed. ``only_days``: it must be a single day."""

    def __init__(self, *, only_days: bool = False, **kwargs) -> None:
        self.only_days = only_days
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: object) -> Understood | None:
        text = super().clean(value)
        if not text:
            return None
        found = understand(text)
        if found is None:
            raise ValidationError(NOT_UNDERSTOOD)
        if self.only_days and found[1] != Precision.DAY:
            raise ValidationError(_("Give the day too, for example 1/1/2020."))
        return found


NOT_UNDERSTOOD = gettext_lazy(
    "This date is not understood. Write it as 17/12/2019, 17 December 2019, Dec 2019 or 2019, or “?” where it is "
    "unknown."
)
