"""The first page: the municipalities that show their strategy here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..filtering import words_of
from ..places import PlanRow, Town, languages_of
from ..texts import Reader, fold
from ..visiting import Visit
from .frame import Frame, digest_of
from .site import site_frame

MANY = 3
"""Towns from which a field stands above them to filter by name."""


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
    question: str
    found: str
    is_many: bool
    """Whether there are enough towns to filter them."""


def towns_page(rows: Sequence[Mapping[str, Any]], visit: Visit) -> TownsPage:
    """``rows``: finding.published_plans()."""
    lang = visit.kwargs["lang"]
    cards = [_card(lang, list(plans)) for _slug, plans in groupby(rows, key=lambda row: row["municipality__slug"])]
    said = _("Where is your municipality heading? Read the strategies of municipalities.")
    frame = site_frame(visit, description=said)
    shown = [card for card in cards if all(word in _names(card.town) for word in words_of(visit.question))]
    number = len(shown)
    counted = ngettext("%(count)d municipality", "%(count)d municipalities", number) % {"count": number}
    return TownsPage(
        frame,
        sorted(shown, key=lambda card: card.town.name.text.casefold()),
        question=visit.question,
        found=(counted if number else _("Nothing found")) if visit.question else "",
        is_many=len(cards) >= MANY,
    )


def _names(town: Town) -> str:
    return fold(f"{town.name.text} {town.formal_name.text}")


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
