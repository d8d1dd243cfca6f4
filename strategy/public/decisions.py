"""Decisions of a plan's editions as the public reads them: the badge of approval, and the register in words."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import Decision
from ..vocabulary import APPROVING, DecisionKind, EditionKind, Precision, Status
from .addresses import file_address
from .places import EditionRow, Place
from .rows import Given, Question, rows_of
from .texts import Reader, Text, When, filled, when

COLUMNS = (
    *("kind", "date", "precision", "number", "uri", "document"),
    *("votes_for", "votes_against", "votes_abstained", "is_unanimous", "effective_on", "note", "recorded_at"),
    *("corrects", "correction_reason", "withdrawn_at", "withdrawal_reason"),
)

LABELS = {
    DecisionKind.ADOPTS: gettext_lazy("Approved"),
    DecisionKind.APPROVES_PART: gettext_lazy("Approved in part"),
    DecisionKind.TAKES_NOTE: gettext_lazy("Noted"),
    DecisionKind.AMENDS: gettext_lazy("Changes approved"),
    DecisionKind.REJECTS: gettext_lazy("Rejected"),
}


SENTENCES = {
    DecisionKind.ADOPTS: {
        Precision.DAY: gettext_lazy("Approved %(by)s on %(date)s"),
        Precision.MONTH: gettext_lazy("Approved %(by)s in %(date)s"),
        Precision.YEAR: gettext_lazy("Approved %(by)s in the year %(date)s"),
        Precision.UNKNOWN: gettext_lazy("Approved %(by)s"),
    },
    DecisionKind.AMENDS: {
        Precision.DAY: gettext_lazy("Changes approved %(by)s on %(date)s"),
        Precision.MONTH: gettext_lazy("Changes approved %(by)s in %(date)s"),
        Precision.YEAR: gettext_lazy("Changes approved %(by)s in the year %(date)s"),
        Precision.UNKNOWN: gettext_lazy("Changes approved %(by)s"),
    },
}
"""The words of a badge, for decisions after which a text may be called approved."""


@dataclass(frozen=True)
class DecisionView:
    kind: str
    label: str
    body: Text
    by_line: Text
    when: When | None
    number: str
    uri: str
    document: str
    votes: str
    effective: When | None
    organisations: list[Text]
    note: str
    lang: str
    recorded_at: Any
    earlier: DecisionView | None = None
    """The record that this one corrects."""
    correction_reason: str = ""
    pk: int = 0
    withdrawn_at: Any = None
    """The moment from which it counts nowhere any more; None where it stands."""
    withdrawal_reason: str = ""

    @property
    def withdrawn(self) -> SafeString:
        """The day on which it was withdrawn; "" where it stands."""
        return When(timezone.localdate(self.withdrawn_at)).html(self.lang) if self.withdrawn_at else SafeString()

    @property
    def changed_at(self) -> Any:
        """When the register last said something else of it."""
        return self.withdrawn_at or self.recorded_at

    @property
    def first(self) -> DecisionView:
        """The first record of the decision: what corrects it is about the same."""
        return self.earlier.first if self.earlier else self

    @property
    def recorded(self) -> SafeString:
        """The day on which it came into the register."""
        return When(timezone.localdate(self.recorded_at)).html(self.lang)

    @property
    def is_approving(self) -> bool:
        return self.kind in APPROVING

    @property
    def href(self) -> str:
        return self.uri or self.document

    @property
    def date(self) -> SafeString:
        return self.when.html(self.lang) if self.when else SafeString()

    @property
    def effective_date(self) -> SafeString:
        """The day of effect, where it is another one than that of the decision."""
        is_same = self.when and self.effective and self.when.date == self.effective.date
        return self.effective.html(self.lang) if self.effective and not is_same else SafeString()

    @property
    def sentence(self) -> SafeString:
        """ "Approved by the council on 17 December 2019": the words of the badge."""
        is_readable = self.by_line and not self.by_line.is_fallback
        who = self.by_line if is_readable else Text(f"({self.body.text})", self.body.lang)
        by = format_html("<span{}>{}</span>", self.body.attr, who) if who.lang != self.lang else who
        precision = Precision(self.when.precision if self.when else Precision.UNKNOWN)
        return filled(str(SENTENCES[DecisionKind(self.kind)][precision]), by=by, date=self.date)


class Register:
    """The decisions on a plan's published editions. One query; ``with_organisations`` makes it two."""

    def __init__(self, place: Place, with_organisations: bool = False) -> None:
        self.editions = {row.pk: row for row in place.editions}
        self.by_edition: dict[int, list[DecisionView]] = defaultdict(list)
        """Edition -> the decisions on it that stand."""
        self.withdrawn: dict[int, list[DecisionView]] = defaultdict(list)
        """Edition -> the records about it that are withdrawn: to be read, and to count nowhere."""
        reader = place.reader
        texts = tuple(reader.columns("body__name", "body__by_line"))
        rows = _decisions(texts).ask(plan=place.plan.pk, opened=_opened(place))
        bound = organisations_of(place, reader) if with_organisations else {}
        views: dict[int, DecisionView] = {}
        for row in sorted(rows, key=lambda row: row["pk"]):  # a correction comes after what it corrects
            views[row["pk"]] = _view(row, place, reader, bound.get(row["pk"], []), views.get(row["corrects"]))
        corrected = {row["corrects"] for row in rows}
        for row in rows:
            if row["pk"] not in corrected:
                kept = self.withdrawn if row["withdrawn_at"] else self.by_edition
                kept[row["edition"]].append(views[row["pk"]])

    def on(self, edition: EditionRow) -> list[DecisionView]:
        """The decisions that ``edition`` rests on: its own or, for a correction without one, those of its base."""
        own = self.by_edition.get(edition.pk, [])
        base = self.editions.get(edition.based_on or 0)
        return self.on(base) if not own and base and edition.kind == EditionKind.CORRECTION else own

    def withdrawn_from(self, edition: EditionRow) -> list[DecisionView]:
        """The withdrawn records among those that ``on`` looks at: its own and, where it has no decision that stands
        and is a correction, those of its base."""
        own = self.withdrawn.get(edition.pk, [])
        base = self.editions.get(edition.based_on or 0)
        is_resting = base and edition.kind == EditionKind.CORRECTION and not self.by_edition.get(edition.pk)
        return [*self.withdrawn_from(base), *own] if base and is_resting else own

    def approvals(self, edition: EditionRow) -> list[DecisionView]:
        """Those after which the text may be called approved: a decision on changes stands on the one before it."""
        own = [decision for decision in self.by_edition.get(edition.pk, []) if decision.is_approving]
        base = self.editions.get(edition.based_on or 0)
        is_whole = any(decision.kind == DecisionKind.ADOPTS for decision in own)
        if base is None or is_whole or (not own and edition.kind != EditionKind.CORRECTION):
            return own
        return [*self.approvals(base), *own]


def latest_records(place: Place, plans: Mapping[int, str]) -> list[tuple[int, DecisionView]]:
    """(published edition, decision) of ``plans`` (id -> slug), each decision as it was last corrected, the withdrawn
    ones too, which say so. One query."""
    texts = place.reader.columns("body__name", "body__by_line")
    rows = rows_of(Decision).filter(edition__plan__in=plans, edition__status=Status.PUBLISHED).order_by("pk")
    views: dict[int, DecisionView] = {}
    latest: dict[int, int] = {}
    for row in rows.values("pk", "edition", "edition__plan", *COLUMNS, *texts):
        plan = plans[row["edition__plan"]]
        views[row["pk"]] = _view(row, place, place.reader, [], views.get(row["corrects"]), plan=plan)
        latest[row["pk"]] = row["edition"]
        latest.pop(row["corrects"], None)
    return [(edition, views[pk]) for pk, edition in latest.items()]


def _opened(place: Place) -> int:
    """The open edition whose decisions are shown: a proposal that everybody reads is marked as not yet decided."""
    return place.preview.edition if place.preview and not place.preview.is_public else 0


@functools.cache
def _decisions(texts: tuple[str, ...]) -> Question:
    """The decisions on a plan's published editions, and on the one that a preview opens, the oldest first."""
    shown = Q(edition__status=Status.PUBLISHED) | Q(edition=Given("opened"))
    rows = rows_of(Decision).filter(shown, edition__plan=Given("plan"))
    return Question(rows.order_by("date", "pk").values("pk", "edition", *COLUMNS, *texts))


def organisations_of(place: Place, reader: Reader) -> dict[int, list[Text]]:
    """Decision -> names of the organisations that it binds."""
    links = rows_of(Decision.organisations.through).filter(decision__edition__in=[row.pk for row in place.editions])
    bound: dict[int, list[Text]] = defaultdict(list)
    ordered = links.order_by("organisation__position", "organisation_id")
    for row in ordered.values("decision", *reader.columns("organisation__name")):
        bound[row["decision"]].append(reader.read(row, "organisation__name"))
    return bound


def _view(
    row: Mapping[str, Any],
    place: Place,
    reader: Reader,
    organisations: list[Text],
    earlier: DecisionView | None,
    **plan: str,
) -> DecisionView:
    """``plan``: the slug of the decision's plan, where it is not the one of ``place``."""
    path = row["document"]
    document = file_address("decision_document", place, row["pk"], path, **plan) if path else ""
    return DecisionView(
        row["kind"],
        str(LABELS[row["kind"]]),
        reader.read(row, "body__name"),
        reader.read(row, "body__by_line"),
        when(row["date"], row["precision"]),
        row["number"],
        row["uri"],
        document,
        _votes(row),
        when(row["effective_on"]),
        organisations,
        row["note"],
        place.lang,
        row["recorded_at"],
        earlier,
        row["correction_reason"],
        row["pk"],
        row["withdrawn_at"],
        row["withdrawal_reason"],
    )


def _votes(row: Mapping[str, Any]) -> str:
    """ "21 for, 9 against, 7 abstentions", "unanimous", or nothing."""
    abstained = row["votes_abstained"]
    counted = [
        (row["votes_for"], _("%(count)d for")),
        (row["votes_against"], _("%(count)d against")),
        (abstained, ngettext("%(count)d abstention", "%(count)d abstentions", abstained or 0)),
    ]
    parts = [words % {"count": count} for count, words in counted if count is not None]
    return ", ".join([_("unanimous"), *parts] if row["is_unanimous"] else parts)
