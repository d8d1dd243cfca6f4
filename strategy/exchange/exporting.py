"""An edition as a PlanDocument: what every format writes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ..models import Edition, Goal
from ..models.goal import PLAIN_FIELDS, TEXT_FIELDS
from ..vocabulary import LANGUAGES, Kind, sdg_numbers
from . import files
from .document import (
    AttachmentEntry,
    BodyEntry,
    DecisionEntry,
    GoalNode,
    LevelEntry,
    MilestoneEntry,
    OrganisationEntry,
    PlanDocument,
    Translations,
    WithdrawnDecisionEntry,
)


def document_of(edition: Edition, *, with_files: bool = True) -> PlanDocument:
    """The edition with its plan's levels, organisations, milestones and attachments, in the town's authentic
    language with all translations. Statuses, numbers, seals and times stay out: they belong to the record.
    Without ``with_files`` the entries of files have names and no content, and no file is read."""
    plan = edition.plan
    town = plan.municipality
    language = town.language
    records = list(
        edition.decisions.select_related("body__organisation", "correction").prefetch_related("organisations")
    )
    decisions = [record for record in records if record.is_standing]
    withdrawn = [record for record in records if record.withdrawn_at]
    bodies = {decision.body_id: decision.body for decision in [*decisions, *withdrawn]}
    return PlanDocument(
        municipality=town.slug,
        language=language,
        slug=plan.slug,
        **_texts(plan, ("title", "question", "introduction"), language),
        period=None if plan.starts_in is None else [plan.starts_in, plan.ends_in],
        levels=[
            LevelEntry(kind=level.kind, **_texts(level, ("singular", "plural", "lead_in"), language))
            for level in plan.levels.all()
        ],
        organisations=[
            OrganisationEntry(identifier=organisation.identifier, **_texts(organisation, ("name",), language))
            for organisation in plan.organisations.all()
        ],
        bodies=[
            BodyEntry(
                organisation=_text(body.organisation, "name", language), **_texts(body, ("name", "by_line"), language)
            )
            for _pk, body in sorted(bodies.items())
        ],
        goals=_goals(edition, language),
        decisions=[_decision(decision, language, with_files) for decision in decisions],
        withdrawn_decisions=[_withdrawn(decision, language, with_files) for decision in withdrawn],
        milestones=[
            _milestone(milestone, language, with_files) for milestone in plan.milestones.order_by("position", "pk")
        ],
        attachments=[_attachment(attachment, language, with_files) for attachment in plan.attachments.all()],
    )


def _text(row: Any, name: str, language: str) -> str:
    return getattr(row, f"{name}_{language}") or ""


def _texts(row: Any, names: tuple[str, ...], language: str) -> dict[str, Any]:
    """The texts of ``row`` in ``language`` by name, and under "translations" those in the other languages."""
    translations: Translations = {}
    for code in LANGUAGES:
        texts = {name: _text(row, name, code) for name in names if _text(row, name, code)}
        if texts and code != language:
            translations[code] = texts
    return {**{name: _text(row, name, language) for name in names}, "translations": translations}


def _goals(edition: Edition, language: str) -> list[GoalNode]:
    columns = [
        "pk",
        "parent_id",
        "key",
        *PLAIN_FIELDS,
        *(f"{name}_{code}" for name in TEXT_FIELDS for code in LANGUAGES),
    ]
    nodes: dict[int, GoalNode] = {}
    tops: list[GoalNode] = []
    for row in Goal.objects.rewrite(False).filter(edition=edition).order_by("lft").values(*columns):
        if row["kind"] == Kind.ROOT:
            continue
        translations = {
            code: texts
            for code in LANGUAGES
            if code != language
            and (texts := {name: row[f"{name}_{code}"] for name in TEXT_FIELDS if row[f"{name}_{code}"]})
        }
        content: dict[str, Any] = {name: row[name] for name in PLAIN_FIELDS}
        content |= {name: row[f"{name}_{language}"] or "" for name in TEXT_FIELDS}
        content["sdgs"] = sdg_numbers(row["sdgs"])
        node = GoalNode(key=row["key"], translations=translations, **content)
        nodes[row["pk"]] = node
        (nodes[row["parent_id"]].children if row["parent_id"] in nodes else tops).append(node)
    return tops


def _decision(decision: Any, language: str, with_files: bool) -> DecisionEntry:
    return DecisionEntry(
        body=_text(decision.body, "name", language),
        kind=decision.kind,
        date=decision.date.isoformat() if decision.date else "",
        precision=decision.precision,
        number=decision.number,
        uri=decision.uri,
        votes_for=decision.votes_for,
        votes_against=decision.votes_against,
        votes_abstained=decision.votes_abstained,
        is_unanimous=decision.is_unanimous,
        effective_on=decision.effective_on.isoformat() if decision.effective_on else "",
        organisations=[_text(organisation, "name", language) for organisation in decision.organisations.all()],
        note=decision.note,
        document=files.entry_of(decision.document, with_content=with_files),
    )


def _withdrawn(decision: Any, language: str, with_files: bool) -> WithdrawnDecisionEntry:
    return WithdrawnDecisionEntry(
        **vars(_decision(decision, language, with_files)),
        withdrawn_on=timezone.localdate(decision.withdrawn_at).isoformat(),
        withdrawal_reason=decision.withdrawal_reason,
    )


def _milestone(milestone: Any, language: str, with_files: bool) -> MilestoneEntry:
    return MilestoneEntry(
        date=milestone.date.isoformat() if milestone.date else "",
        precision=milestone.precision,
        picture=files.entry_of(milestone.picture, with_content=with_files),
        **_texts(milestone, ("title", "text", "picture_text"), language),
    )


def _attachment(attachment: Any, language: str, with_files: bool) -> AttachmentEntry:
    return AttachmentEntry(
        language=attachment.language,
        url=attachment.url,
        file=files.entry_of(attachment.file, attachment.media_type, with_content=with_files),
        **_texts(attachment, ("title",), language),
    )
