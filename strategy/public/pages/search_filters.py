"""The choices by which a search is narrowed: town, plan, kind and language."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from municipalities.models import Municipality

from ...search import Hit
from ...search.rows import PLAN
from ...vocabulary import LANGUAGES, Kind
from .. import result_rendering
from ..places import Place
from ..rows import Given, GivenIds, Question, rows_of
from ..searching import KINDS, Wanted
from ..texts import Reader, Text, capitalised, language_name
from ..words import Words

TOWN_COLUMNS = ("pk", "slug", "language", *(f"name_{code}" for code in LANGUAGES))


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool
    lang: str = ""


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    everything: str
    choices: list[Choice]

    @property
    def options(self) -> SafeString:
        return result_rendering.options(self.choices)


def filters_of(place: Place | None, wanted: Wanted, hits: Sequence[Hit], lang: str) -> list[Filter]:
    """``place``: where one town is searched; ``hits``: what was found."""
    filters = []
    if place is None:
        filters.append(Filter("town", _("Municipality"), _("All municipalities"), _towns(hits, wanted.town, lang)))
    elif len(place.plans) > 1:
        plans = [Choice(p.slug, p.title.text, p.slug == wanted.plan, _foreign(p.title)) for p in place.plans]
        filters.append(Filter("plan", _("Plan"), _("All plans"), plans))
    words = Words(place.levels, place.reader) if place else None
    kinds = [Choice(kind, capitalised(kind_name(kind, words)), kind == wanted.kind) for kind in KINDS]
    filters.append(Filter("kind", _("Kind"), _("All kinds"), kinds))
    spoken = place.town.languages if place else LANGUAGES
    if len(spoken) > 1:
        names = [Choice(code, capitalised(language_name(code)), code == wanted.language) for code in spoken]
        filters.append(Filter("language", _("Written in"), _("All languages"), names))
    return filters


def _towns(hits: Sequence[Hit], chosen: str, lang: str) -> list[Choice]:
    """The towns in which something was found."""
    numbers = Counter(hit.town for hit in hits)
    rows = _found_towns().ask(towns=numbers) if numbers else _chosen_town().ask(slug=chosen) if chosen else []
    names = [(Reader(lang, row["language"]).read(row, "name"), row) for row in rows]
    names.sort(key=lambda pair: pair[0].text.casefold())
    label = _("%(town)s (%(count)d)")
    return [
        Choice(
            row["slug"],
            label % {"town": name.text, "count": numbers[row["pk"]]},
            row["slug"] == chosen,
            _foreign(name),
        )
        for name, row in names
    ]


@functools.cache
def _found_towns() -> Question:
    return Question(rows_of(Municipality).filter(pk__in=GivenIds("towns")).order_by().values(*TOWN_COLUMNS))


@functools.cache
def _chosen_town() -> Question:
    return Question(rows_of(Municipality).filter(slug=Given("slug")).order_by().values(*TOWN_COLUMNS))


def _foreign(text: Text) -> str:
    return text.lang if text.is_fallback else ""


def kind_name(kind: str, words: Words | None) -> str:
    """What a plan calls this kind; ``words`` None: in general."""
    if kind == PLAN:
        return _("plan")
    return words.singular(kind) if words else str(Kind(kind).label)
