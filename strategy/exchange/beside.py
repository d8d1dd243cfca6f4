"""What a document says beside its goals, put on a plan: levels, organisations and bodies, decisions, milestones, files.

What the plan has already stays as it is; only what is missing is added, and each function returns what it made.
Rights are checked at the edges, by access.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.models import Body, Municipality, Organisation, User

from ..models import Attachment, Decision, Edition, Level, Milestone, Plan
from ..refusal import Refused
from ..services.deciding import record_decision
from ..services.planning import check_levels
from ..vocabulary import Precision
from . import files
from .document import DecisionEntry, PlanDocument, Translations, WithdrawnDecisionEntry

Made = dict[str, list[int]]
"""Name of a list of the document -> primary keys of the rows that were made of it."""


def add_beside(document: PlanDocument, edition: Edition, *, actor: User | None, stored: list[FieldFile]) -> Made:
    """Decisions, milestones and attachments; files that are stored for them are noted in ``stored``."""
    made: Made = {"decisions": []}
    for name in ("decisions", "withdrawn_decisions"):
        for index, entry in enumerate(getattr(document, name)):
            decision = _add_decision(entry, f"{name}[{index}]", document, edition, actor, stored)
            made["decisions"] += [decision.pk] if decision else []
    made["milestones"] = _add_milestones(document, edition.plan, stored)
    made["attachments"] = _add_attachments(document, edition.plan, stored)
    return made


def columns_of(texts: dict[str, str], translations: Translations, language: str) -> dict[str, str]:
    """Texts by name as columns by name and language: {"title": …} -> {"title_nl": …, "title_en": …}."""
    columns = {f"{name}_{language}": text for name, text in texts.items()}
    for code, others in translations.items():
        columns |= {f"{name}_{code}": text for name, text in others.items()}
    return columns


def put_on(row: Any, columns: dict[str, str], place: str) -> Any:
    """``columns`` put on ``row``. Raises Refused for a language or a text that it does not have."""
    for name, text in columns.items():
        if not hasattr(row, name):
            raise Refused(
                _("%(place)s: “%(name)s” is not a text in one of our languages.") % {"place": place, "name": name}
            )
        setattr(row, name, text)
    return row


def saved(row: Any, place: str) -> Any:
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


def add_levels(document: PlanDocument, plan: Plan) -> list[int]:
    known = list(plan.levels.all())
    kinds, made = {level.kind for level in known}, []
    for entry in document.levels:
        if entry.kind in kinds:
            continue
        position = known[-1].position + 1 if known else 0
        level = Level(plan=plan, kind=entry.kind, position=position)
        texts = {"singular": entry.singular, "plural": entry.plural, "lead_in": entry.lead_in}
        put_on(level, columns_of(texts, entry.translations, document.language), f"levels, {entry.kind}")
        known.append(saved(level, f"levels, {entry.kind}"))
        made.append(level.pk)
        kinds.add(entry.kind)
    check_levels(plan, [level.kind for level in known])
    return made


def _organisation(name: str, town: Municipality) -> Organisation:
    """The town's organisation of that name in its authentic language; made where it is not there."""
    column = f"name_{town.language}"
    found = Organisation.objects.rewrite(False).filter(municipality=town, **{column: name}).first()
    if found:
        return found
    position = Organisation.objects.filter(municipality=town).count()
    return saved(put_on(Organisation(municipality=town, position=position), {column: name}, name), name)


def bind_organisations(document: PlanDocument, plan: Plan, town: Municipality) -> None:
    for entry in document.organisations:
        organisation = _organisation(entry.name, town)
        if not organisation.plans.exists():  # ours, or still without a history: its texts are the document's
            put_on(organisation, columns_of({"name": entry.name}, entry.translations, town.language), entry.name)
            organisation.identifier = entry.identifier
            saved(organisation, entry.name)
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
    put_on(body, columns_of(texts, entry.translations if entry else {}, town.language), name)
    return saved(body, name)


def _add_decision(
    entry: DecisionEntry,
    place: str,
    document: PlanDocument,
    edition: Edition,
    actor: User | None,
    stored: list[FieldFile],
) -> Decision | None:
    town = edition.plan.municipality
    body, date = _body(entry.body, document, town), _date(entry.date, place)
    if edition.decisions.filter(body=body, kind=entry.kind, date=date, number=entry.number).exists():
        return None  # also where that record is withdrawn: an older file does not make it stand again
    decision = Decision(
        edition=edition,
        body=body,
        kind=entry.kind,
        date=date,
        precision=entry.precision if entry.date else Precision.UNKNOWN,
        number=entry.number,
        uri=entry.uri,
        votes_for=entry.votes_for,
        votes_against=entry.votes_against,
        votes_abstained=entry.votes_abstained,
        is_unanimous=entry.is_unanimous,
        effective_on=_date(entry.effective_on, place),
        note=entry.note,
        **_withdrawal(entry, place),
    )
    files.store(entry.document, decision.document, stored)
    try:
        record_decision(decision, actor=actor, organisations=[_organisation(n, town) for n in entry.organisations])
    except Refused as refused:
        raise Refused(f"{place}: {refused}", field=refused.field) from refused
    return decision


def _withdrawal(entry: DecisionEntry, place: str) -> dict[str, Any]:
    if not isinstance(entry, WithdrawnDecisionEntry):
        return {}
    day = _date(entry.withdrawn_on, place)
    if day is None or not entry.withdrawal_reason.strip():
        raise Refused(_("%(place)s: say on which day the record was withdrawn, and why.") % {"place": place})
    moment = timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
    return {"withdrawn_at": moment, "withdrawal_reason": entry.withdrawal_reason}


def _add_milestones(document: PlanDocument, plan: Plan, stored: list[FieldFile]) -> list[int]:
    column = f"title_{document.language}"
    known = set(plan.milestones.values_list(column, "date"))
    made = []
    for index, entry in enumerate(document.milestones):
        place = f"milestones[{index}]"
        date = _date(entry.date, place)
        if (entry.title, date) in known:
            continue
        texts = {"title": entry.title, "text": entry.text, "picture_text": entry.picture_text}
        precision = entry.precision if date else Precision.UNKNOWN
        milestone = Milestone(plan=plan, date=date, precision=precision, position=index)
        put_on(milestone, columns_of(texts, entry.translations, document.language), place)
        files.store(entry.picture, milestone.picture, stored)
        made.append(saved(milestone, place).pk)
    return made


def _add_attachments(document: PlanDocument, plan: Plan, stored: list[FieldFile]) -> list[int]:
    column = f"title_{document.language}"
    known = set(plan.attachments.values_list(column, "language"))
    made = []
    for index, entry in enumerate(document.attachments):
        if (entry.title, entry.language) in known:
            continue
        place = f"attachments[{index}]"
        attachment = Attachment(plan=plan, language=entry.language, url=entry.url, position=index)
        put_on(attachment, columns_of({"title": entry.title}, entry.translations, document.language), place)
        files.store(entry.file, attachment.file, stored)
        if entry.file:
            attachment.size, attachment.media_type = attachment.file.size, entry.file.media_type
        made.append(saved(attachment, place).pk)
    return made
