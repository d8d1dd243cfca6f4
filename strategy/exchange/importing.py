"""A PlanDocument into a municipality, as one draft edition: all of it, or nothing and a sentence.

Nothing public changes. What the plan already has (texts, levels, milestones, attachments) stays as it is; only
what is missing is added. Rights are checked at the edges, by access.
"""

from __future__ import annotations

import datetime
import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.text import slugify
from django.utils.translation import gettext as _

from municipalities.models import Body, Municipality, Organisation, User

from ..models import Attachment, Decision, Edition, Goal, Level, Milestone, Plan
from ..models.goal import PLAIN_FIELDS, TEXT_FIELDS
from ..refusal import Refused
from ..services.content import language_name
from ..services.deciding import record_decision
from ..services.editing import build_branches
from ..services.planning import check_levels, save_plan, touch
from ..services.publishing import start_draft
from ..tree import Branch
from ..vocabulary import KEY_LENGTH, Kind, Precision
from . import files
from .document import DecisionEntry, Doubt, GoalNode, PlanDocument, Translations

KEY = re.compile(rf"[a-z2-7]{{{KEY_LENGTH}}}")


@dataclass
class Imported:
    """What an import made, and what it doubts."""

    plan: Plan
    edition: Edition
    goals: int
    doubts: list[Doubt]


def import_document(
    document: PlanDocument,
    town: Municipality,
    *,
    actor: User | None,
    dry_run: bool = False,
    batch: uuid.UUID | None = None,
) -> Imported:
    """Brings ``document`` into ``town`` as a draft edition of its plan, which is made where it is not there.

    One batch for undo. A ``dry_run`` does it all, checks included, and takes it back. Raises Refused where the
    language is not the town's authentic one, the plan has an open draft with goals already, or anything in the
    document does not fit; then nothing is written.
    """
    if document.language != town.language:
        raise Refused(
            _(
                "This document is in %(theirs)s, but the authentic language of %(town)s is %(ours)s. "
                "Import it in that language, with the other one as its translation."
            )
            % {"theirs": language_name(document.language), "ours": language_name(town.language), "town": town}
        )
    doubts = list(document.warnings)
    with files.given_back_on_failure() as stored, transaction.atomic():
        plan = _plan(document, town, actor)
        edition = _draft(plan, actor)
        _add_levels(document, plan)
        branches = branches_of(document.goals, plan, doubts)
        build_branches(edition, branches, actor=actor, batch=batch)
        _bind_organisations(document, plan, town)
        for index, entry in enumerate(document.decisions):
            _add_decision(entry, f"decisions[{index}]", document, edition, actor, stored)
        _add_milestones(document, plan, stored)
        _add_attachments(document, plan, stored)
        touch(plan)
        count = Goal.objects.filter(edition=edition).shown().count()
        if dry_run:
            transaction.set_rollback(True)
            files.give_back(stored)
    return Imported(plan, edition, count, doubts)


def _columns(texts: dict[str, str], translations: Translations, language: str) -> dict[str, str]:
    """Texts by name as columns by name and language: {"title": …} -> {"title_nl": …, "title_en": …}."""
    columns = {f"{name}_{language}": text for name, text in texts.items()}
    for code, others in translations.items():
        columns |= {f"{name}_{code}": text for name, text in others.items()}
    return columns


def _set(row: Any, columns: dict[str, str], place: str) -> Any:
    """``columns`` put on ``row``. Raises Refused for a language or a text that it does not have."""
    for name, text in columns.items():
        if not hasattr(row, name):
            raise Refused(
                _("%(place)s: “%(name)s” is not a text in one of our languages.") % {"place": place, "name": name}
            )
        setattr(row, name, text)
    return row


def _store(row: Any, place: str) -> Any:
    """Saves ``row`` after its own checks; a sentence names the place in the document."""
    try:
        row.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(f"{place}, {field}: {sentences[0]}") from error
    row.save()
    return row


def _date(text: str, place: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(
            _("%(place)s: “%(text)s” is not a date. Write it as 2019-12-17.") % {"place": place, "text": text}
        ) from error


def _plan(document: PlanDocument, town: Municipality, actor: User | None) -> Plan:
    first, last = _period(document)
    slug = document.slug or (f"{first}-{last}" if first and last else slugify(document.title)[:60] or "plan")
    found = Plan.objects.select_related("municipality").filter(municipality=town, slug=slug).first()
    if found:
        return found
    texts = {"title": document.title or slug, "question": document.question, "introduction": document.introduction}
    plan = Plan(municipality=town, slug=slug, starts_in=first, ends_in=last)
    _set(plan, _columns(texts, document.translations, town.language), "translations")
    return save_plan(plan, actor=actor)


def _period(document: PlanDocument) -> tuple[int | None, int | None]:
    period = document.period
    if period is None:
        return None, None
    if len(period) != 2 or period[0] is None:
        raise Refused(_("period: give the first and the last year, as [2020, 2025] or [2018, null]."))
    return period[0], period[1]


def _draft(plan: Plan, actor: User | None) -> Edition:
    """The plan's open draft where it is still empty, else a new one."""
    opened = Edition.objects.filter(plan=plan).open().first()
    if opened is None:
        return start_draft(plan, actor=actor, empty=True)
    if Goal.objects.filter(edition=opened).shown().exists():
        raise Refused(
            _(
                "Edition %(number)d of %(plan)s is a draft with goals in it. "
                "Publish it, or delete it, before you import."
            )
            % {"number": opened.number, "plan": plan}
        )
    return opened


def _add_levels(document: PlanDocument, plan: Plan) -> None:
    known = list(plan.levels.all())
    kinds = {level.kind for level in known}
    for entry in document.levels:
        if entry.kind in kinds:
            continue
        position = known[-1].position + 1 if known else 0
        level = Level(plan=plan, kind=entry.kind, position=position)
        texts = {"singular": entry.singular, "plural": entry.plural, "lead_in": entry.lead_in}
        _set(level, _columns(texts, entry.translations, document.language), f"levels, {entry.kind}")
        known.append(_store(level, f"levels, {entry.kind}"))
        kinds.add(entry.kind)
    check_levels(plan, [level.kind for level in known])


def branches_of(nodes: list[GoalNode], plan: Plan, doubts: list[Doubt]) -> list[Branch]:
    """Goals of the document as branches; a key that another plan of the town uses is left for a new one."""
    language = plan.municipality.language
    elsewhere = _keys_elsewhere(nodes, plan)
    seen: set[str] = set()
    tops: list[Branch] = []
    stack = [(node, f"goals[{index}]", tops) for index, node in reversed(list(enumerate(nodes)))]
    while stack:
        node, place, siblings = stack.pop()
        _check_node(node, place, seen)
        if node.key in elsewhere:
            doubts.append(
                Doubt(
                    line=0,
                    message=_("%(place)s: the key %(key)s belongs to another plan; this goal gets a new one.")
                    % {"place": place, "key": node.key},
                )
            )
        texts = {name: getattr(node, name) for name in TEXT_FIELDS}
        content = {name: getattr(node, name) for name in PLAIN_FIELDS} | _columns(texts, node.translations, language)
        branch = Branch(content, "" if node.key in elsewhere else node.key)
        siblings.append(branch)
        children = reversed(list(enumerate(node.children)))
        stack.extend((child, f"{place}.children[{index}]", branch.children) for index, child in children)
    return tops


def _check_node(node: GoalNode, place: str, seen: set[str]) -> None:
    if not node.title.strip():
        raise Refused(_("%(place)s: a goal needs a title. Write one sentence or one word.") % {"place": place})
    if node.kind == Kind.ROOT:
        raise Refused(_("%(place)s: “root” is the tree itself and not a goal.") % {"place": place})
    if node.key and (not KEY.fullmatch(node.key) or node.key in seen):
        raise Refused(
            _(
                "%(place)s: the key “%(key)s” must be 8 characters of a-z and 2-7, and unique. "
                "Leave it out to get a new one."
            )
            % {"place": place, "key": node.key}
        )
    seen.add(node.key)


def _keys_elsewhere(nodes: list[GoalNode], plan: Plan) -> set[str]:
    others = Goal.objects.filter(edition__plan__municipality=plan.municipality_id).exclude(edition__plan=plan)
    taken = set(others.order_by().values_list("key", flat=True).distinct())
    if not taken:
        return taken
    wanted, stack = set(), list(nodes)
    while stack:
        node = stack.pop()
        wanted.add(node.key)
        stack.extend(node.children)
    return wanted & taken


def _organisation(name: str, town: Municipality) -> Organisation:
    """The town's organisation of that name in its authentic language; made where it is not there."""
    column = f"name_{town.language}"
    found = Organisation.objects.rewrite(False).filter(municipality=town, **{column: name}).first()
    if found:
        return found
    position = Organisation.objects.filter(municipality=town).count()
    return _store(_set(Organisation(municipality=town, position=position), {column: name}, name), name)


def _bind_organisations(document: PlanDocument, plan: Plan, town: Municipality) -> None:
    for entry in document.organisations:
        organisation = _organisation(entry.name, town)
        if not organisation.plans.exists():  # ours, or still without a history: its texts are the document's
            _set(organisation, _columns({"name": entry.name}, entry.translations, town.language), entry.name)
            organisation.identifier = entry.identifier
            _store(organisation, entry.name)
        plan.organisations.add(organisation)
    for body in document.bodies:
        _body(body.name, document, town)


def _body(name: str, document: PlanDocument, town: Municipality) -> Body:
    """The town's body of that name; made, with what the document says of it, where it is not there."""
    entry = next((entry for entry in document.bodies if entry.name == name), None)
    rows = Body.objects.rewrite(False).filter(organisation__municipality=town, **{f"name_{town.language}": name})
    if entry and entry.organisation:
        rows = rows.filter(**{f"organisation__name_{town.language}": entry.organisation})
    found = rows.first()
    if found:
        return found
    owner = (entry.organisation if entry else "") or (document.organisations[0].name if document.organisations else "")
    body = Body(organisation=_organisation(owner or getattr(town, f"formal_name_{town.language}") or str(town), town))
    texts = {"name": name, "by_line": entry.by_line if entry else ""}
    _set(body, _columns(texts, entry.translations if entry else {}, town.language), name)
    return _store(body, name)


def _add_decision(
    entry: DecisionEntry,
    place: str,
    document: PlanDocument,
    edition: Edition,
    actor: User | None,
    stored: list[FieldFile],
) -> None:
    town = edition.plan.municipality
    decision = Decision(
        edition=edition,
        body=_body(entry.body, document, town),
        kind=entry.kind,
        date=_date(entry.date, place),
        precision=entry.precision if entry.date else Precision.UNKNOWN,
        number=entry.number,
        uri=entry.uri,
        votes_for=entry.votes_for,
        votes_against=entry.votes_against,
        votes_abstained=entry.votes_abstained,
        is_unanimous=entry.is_unanimous,
        effective_on=_date(entry.effective_on, place),
        note=entry.note,
    )
    files.store(entry.document, decision.document, stored)
    try:
        record_decision(decision, actor=actor, organisations=[_organisation(n, town) for n in entry.organisations])
    except Refused as refused:
        raise Refused(f"{place}: {refused}", field=refused.field) from refused


def _add_milestones(document: PlanDocument, plan: Plan, stored: list[FieldFile]) -> None:
    column = f"title_{document.language}"
    known = set(plan.milestones.values_list(column, "date"))
    for index, entry in enumerate(document.milestones):
        place = f"milestones[{index}]"
        date = _date(entry.date, place)
        if (entry.title, date) in known:
            continue
        texts = {"title": entry.title, "text": entry.text, "picture_text": entry.picture_text}
        precision = entry.precision if date else Precision.UNKNOWN
        milestone = Milestone(plan=plan, date=date, precision=precision, position=index)
        _set(milestone, _columns(texts, entry.translations, document.language), place)
        files.store(entry.picture, milestone.picture, stored)
        _store(milestone, place)


def _add_attachments(document: PlanDocument, plan: Plan, stored: list[FieldFile]) -> None:
    column = f"title_{document.language}"
    known = set(plan.attachments.values_list(column, "language"))
    for index, entry in enumerate(document.attachments):
        if (entry.title, entry.language) in known:
            continue
        place = f"attachments[{index}]"
        attachment = Attachment(plan=plan, language=entry.language, url=entry.url, position=index)
        _set(attachment, _columns({"title": entry.title}, entry.translations, document.language), place)
        files.store(entry.file, attachment.file, stored)
        if entry.file:
            attachment.size, attachment.media_type = attachment.file.size, entry.file.media_type
        _store(attachment, place)
