"""What is new in a town or in one of its plans, for programs that follow it: publications and decisions.

An entry keeps its id for ever (RFC 4287, 4.2.6): it is made from what the entry is about, not from its address.
"""

from __future__ import annotations

import datetime
import re
import uuid
from dataclasses import dataclass

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...models import Edition
from ...vocabulary import EditionKind, Status
from ..addresses import Addresses
from ..decisions import SENTENCES, DecisionView, latest_records
from ..places import Place, PlanRow
from ..rows import rows_of
from ..texts import Text, capitalised

NAMES = uuid.UUID("0f5c2a3e-6d0b-5f5e-9a53-2b1c7d4e8f60")
MOST = 100
"""Entries in a feed, the newest ones."""

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    id: str
    title: str
    href: str
    category: str
    summary: SafeString
    published: datetime.datetime
    updated: datetime.datetime


def feed_id(place: Place, plan: PlanRow | None) -> str:
    return _urn(place, plan.slug if plan else "")


def entries_of(place: Place, plans: list[PlanRow]) -> list[Entry]:
    """The newest first. Two queries, however many plans."""
    by_pk = {plan.pk: plan for plan in plans}
    columns = ("pk", "plan", "number", "kind", "published_at", *place.reader.columns("reason"))
    rows = rows_of(Edition).filter(plan__in=by_pk, status=Status.PUBLISHED).order_by("pk").values(*columns)
    editions = {row["pk"]: row for row in rows}
    entries = [_publication(place, by_pk[row["plan"]], row) for row in editions.values()]
    decided = latest_records(place, {plan.pk: plan.slug for plan in plans})
    for edition, decision in decided:
        row = editions[edition]
        entries.append(_decision(place, by_pk[row["plan"]], row["number"], decision))
    return sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)[:MOST]


def clean(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return NOT_XML.sub("", text)


def _labelled(label: str, text: str) -> str:
    return _("%(label)s: %(text)s") % {"label": label, "text": text}


def _publication(place: Place, plan: PlanRow, row: dict) -> Entry:
    names = {"number": row["number"], "kind": EditionKind(row["kind"]).label}
    sentence = capitalised(_("edition %(number)d (%(kind)s) is published") % names)
    return Entry(
        _urn(place, plan.slug, "edition", row["number"]),
        clean(_labelled(plan.title.text, sentence)),
        Addresses(place.lang, place.town.slug, plan.slug).edition(row["number"]),
        "publication",
        _paragraphs(plan.title, place.reader.read(row, "reason")),
        row["published_at"],
        row["published_at"],
    )


def _decision(place: Place, plan: PlanRow, number: int, decision: DecisionView) -> Entry:
    is_badge = decision.kind in SENTENCES
    words = strip_tags(decision.sentence) if is_badge else _labelled(decision.label, decision.body.text)
    words = _labelled(_("Record withdrawn"), words) if decision.withdrawn_at else words
    number_of = _("Number: %(number)s") % {"number": decision.number}
    more = [Text(number_of, place.lang)] if decision.number else []
    more += [Text(decision.votes, place.lang)] if decision.votes else []
    return Entry(
        _urn(place, plan.slug, "decision", decision.first.pk),
        clean(_labelled(plan.title.text, words)),
        Addresses(place.lang, place.town.slug, plan.slug).edition(number),
        "decision",
        _paragraphs(plan.title, *more, *(Text(reason, place.town.language) for reason in _reasons(decision))),
        decision.first.recorded_at,
        decision.changed_at,
    )


def _reasons(decision: DecisionView) -> tuple[str, str]:
    """What was wrong in the record before it, and why it was withdrawn itself."""
    return decision.correction_reason, decision.withdrawal_reason


def _paragraphs(*texts: Text) -> SafeString:
    return SafeString("".join(_paragraph(text) for text in texts if text))


def _paragraph(text: Text) -> SafeString:
    return format_html("<p{}>{}</p>", text.attr, clean(text.text))


def _urn(place: Place, *parts: object) -> str:
    """The same on every host and for ever; another one in another language, since its text is another."""
    name = "/".join(map(str, (place.lang, place.town.slug, *parts)))
    return uuid.uuid5(NAMES, name).urn
