"""The first page: the municipalities that show their strategy here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ...vocabulary import LANGUAGES
from ..finding import PlanRow, Town, languages_of
from ..texts import Reader, own_name
from ..visiting import Visit
from .frame import Frame, Link, digest_of


@dataclass(frozen=True)
class TownCard:
    town: Town
    href: str
    lang: str
    """The language of the page behind the link."""
    plan: PlanRow
    image: str


@dataclass
class TownsPage:
    frame: Frame
    towns: list[TownCard]


def towns_page(rows: Sequence[Mapping[str, Any]], visit: Visit) -> TownsPage:
    """``rows``: finding.published_plans()."""
    lang = visit.kwargs["lang"]
    cards = [_card(lang, list(plans)) for _slug, plans in groupby(rows, key=lambda row: row["municipality__slug"])]
    own = {code: reverse("public:towns", kwargs={"lang": code}) for code in LANGUAGES}
    frame = Frame(
        lang,
        "Koers",
        _("Where is your municipality heading? Read the strategies of municipalities."),
        canonical=visit.site + own[lang],
        alternates=[(code, visit.site + href) for code, href in own.items()],
        languages=[Link(own_name(code), href, "true" if code == lang else "", code) for code, href in own.items()],
        home=own[lang],
    )
    return TownsPage(frame, sorted(cards, key=lambda card: card.town.name.text.casefold()))


def _card(lang: str, rows: list[Mapping[str, Any]]) -> TownCard:
    reader = Reader(lang, rows[0]["municipality__language"])
    town = Town.of(rows[0], reader)
    plans = [PlanRow.of(row, reader) for row in rows]
    behind = lang if lang in languages_of(rows[0]) else town.language
    parts = {"town": town.slug, "digest": digest_of(town)}
    return TownCard(
        town=town,
        href=reverse("public:town", kwargs={"lang": behind, "town": town.slug}),
        lang=behind,
        plan=max(plans, key=lambda plan: plan.currency(timezone.localdate().year)),
        image=reverse("public:logo" if town.logo else "public:shield", kwargs=parts),
    )
