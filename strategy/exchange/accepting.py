"""An import from its first reading to its acceptance: kept for its own person only, corrected, written as one batch.

Rights are checked at the edges, by access. Nothing of the plan is written before ``accept``. What reads files is
imported by those who read one: a worker that only shows pages does without.
"""

from __future__ import annotations

import json
import logging
import re
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from municipalities.models import Municipality, User

from ..models import Change, Edition, Goal, Level, PendingImport
from ..refusal import Refused
from ..services.content import language_name
from ..services.editing import build_branches
from ..vocabulary import Action, Kind, Status, step_order
from .correcting import Row, doubted_rows, fit, nodes_of, problems, rows_of
from .document import Doubt, GoalNode, PlanDocument
from .formats import READERS, plan_json
from .importing import branches_of, import_document
from .taming import tame

log = logging.getLogger(__name__)

MOST_ROWS = 20_000
PASTED = "pasted"
"""The format of pasted text of which every line is a goal."""

HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass
class Target:
    """Where the rows go: into a new plan, or into ``edition`` below ``parent`` (None: the top)."""

    kind: str
    order: list[str]
    taken: set[str]
    parent: Goal | None = None


def begin(
    data: bytes,
    name: str,
    town: Municipality,
    *,
    actor: User,
    format: str = "",
    edition: Edition | None = None,
    under: str = "",
) -> PendingImport:
    """Reads a file, or pasted text, and keeps what it holds for the person to look through.

    ``format``: a name of READERS or PASTED, "" to find it out. Raises Refused with a sentence for a file that
    cannot be read or is in another language than the town's authentic one.
    """
    PendingImport.objects.outdated().delete()
    document, rows = _read(data, name, town, format)
    if len(rows) > MOST_ROWS:
        raise Refused(
            _("This holds %(count)d goals, and at most %(limit)d can be looked through. Split the file.")
            % {"count": len(rows), "limit": MOST_ROWS}
        )
    tame(document, rows, town.languages)
    pending = PendingImport(municipality=town, actor=actor, edition=edition, under=under, source=name[:200])
    target = target_of(pending, document)
    if edition is not None or any(not row.kind for row in rows):
        fit(rows, target.order, under=target.kind, like=_kind_of_siblings(edition, target))
    pending.document = json.loads(plan_json.dump(document))
    pending.choices = _choices(document) | {"doubts": _doubts(document, rows, data)}
    pending.rows = [asdict(row) for row in rows]
    pending.save()
    return pending


def document_of(pending: PendingImport) -> PlanDocument:
    """The document as it was read, without its goals."""
    return plan_json.load(json.dumps(pending.document))


def rows_in(pending: PendingImport) -> list[Row]:
    return [Row(**row) for row in pending.rows]


def target_of(pending: PendingImport, document: PlanDocument) -> Target:
    """Where the rows go, and by which rules. Raises Refused where the chosen goal is gone."""
    if pending.edition is None:
        return Target(Kind.ROOT.value, step_order([level.kind for level in document.levels]), set())
    levels = Level.objects.filter(plan=pending.edition.plan_id).values_list("kind", flat=True)
    goals = Goal.objects.filter(edition=pending.edition)
    parent = goals.shown().filter(key=pending.under).first() if pending.under else None
    if pending.under and parent is None:
        raise Refused(_("The goal below which this was to go is no longer there: somebody deleted it."))
    taken = set(goals.exclude(code="").values_list("code", flat=True))
    return Target(parent.kind if parent else Kind.ROOT.value, step_order(list(levels)), taken, parent)


def problems_of(pending: PendingImport, rows: Sequence[Row]) -> dict[int, list[str]]:
    """What has to change before acceptance: sentences by row."""
    target = target_of(pending, document_of(pending))
    return problems(rows, target.order, under=target.kind, taken=target.taken)


@transaction.atomic
def accept(pending: PendingImport, *, actor: User, may_decide: bool) -> tuple[Edition, uuid.UUID, int]:
    """Writes an import as one batch and forgets the draft of it: (the edition, the batch, how many goals).

    Raises Refused, and writes nothing, where rows have problems or the plan does not take them; decisions are
    recorded for those only who may.
    """
    held = PendingImport.objects.select_for_update(of=("self",)).filter(pk=pending.pk).first()
    if held is None:
        raise Refused(_("This import has been brought in already."))
    rows = rows_in(held)
    wrong = problems_of(held, rows)
    if wrong:
        raise Refused(_("Some rows need your attention first: row %(row)d.") % {"row": min(wrong) + 1})
    nodes, batch = nodes_of(rows), uuid.uuid4()
    if not nodes:
        raise Refused(_("No row is kept, so there is nothing to bring in."))
    if held.edition is None:
        edition = import_document(_chosen(held, nodes, may_decide), held.municipality, actor=actor, batch=batch).edition
    else:
        edition = _into_draft(held, held.edition, nodes, actor, batch)
    count = len(_walk(nodes))
    _note(edition, batch, actor, {"source": held.source, "goals": count})
    held.delete()
    return edition, batch, count


def _note(edition: Edition, batch: uuid.UUID, actor: User, after: dict[str, Any]) -> None:
    edition.refresh_from_db()
    Change.objects.create(
        edition=edition, revision=edition.revision, batch=batch, actor=actor, action=Action.IMPORT, after=after
    )


def _into_draft(
    pending: PendingImport, edition: Edition, nodes: list[GoalNode], actor: User, batch: uuid.UUID
) -> Edition:
    edition = Edition.objects.select_related("plan__municipality").get(pk=edition.pk)
    if edition.status != Status.DRAFT:
        raise Refused(_("This edition is no draft any more: nothing can be brought into it."))
    present = set(Goal.objects.filter(edition=edition).values_list("key", flat=True))
    for node in _walk(nodes):
        node.key = "" if node.key in present else node.key
    branches = branches_of(nodes, edition.plan, [])
    build_branches(edition, branches, actor=actor, under=pending.under or None, batch=batch)
    return edition


def _walk(nodes: Sequence[GoalNode]) -> list[GoalNode]:
    found, stack = [], list(nodes)
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(node.children)
    return found


# -- reading ---------------------------------------------------------------------------------------------


def _read(data: bytes, name: str, town: Municipality, format: str) -> tuple[PlanDocument, list[Row]]:
    """The document without its goals, and the goals as rows. Whatever a reader stumbles over becomes a sentence."""
    from .detecting import detect_format

    try:
        if format == PASTED:
            return _line_by_line(data, town)
        found = format or detect_format(data, name)
        if found not in READERS:
            raise Refused(_("This kind of file (%(format)s) cannot be imported.") % {"format": found})
        document = READERS[found](data, town.language)
        document = plan_json.load(json.dumps(_harmless(json.loads(_dumped(document)))))
        if not document.goals and found == "text":
            return _line_by_line(data, town, _("No headings or lists were found: each line was read as a goal."))
    except Refused:
        raise
    except Exception as error:  # a stranger's file: whatever is wrong with it, the person gets a sentence
        log.exception("cannot read the import %r", name)
        raise Refused(
            _("This file cannot be read. Save it again, or copy its text and paste it here instead.")
        ) from error
    if document.language != town.language:
        raise Refused(
            _("This document is in %(theirs)s, but the authentic language of %(town)s is %(ours)s.")
            % {"theirs": language_name(document.language), "ours": language_name(town.language), "town": town}
        )
    rows = rows_of(document.goals)
    document.goals = []
    return document, rows


def _line_by_line(data: bytes, town: Municipality, told: str = "") -> tuple[PlanDocument, list[Row]]:
    from .listing import rows_of_lines

    rows, doubts = rows_of_lines(data)
    if told:
        doubts.insert(0, Doubt(line=0, message=told))
    return PlanDocument(municipality=town.slug, language=town.language, warnings=doubts), rows


def _doubts(document: PlanDocument, rows: Sequence[Row], data: bytes) -> list[dict[str, Any]]:
    """What the reader doubts, each with the row that it is about; by its line where the source is text."""
    from .formats.text import decode

    lines = [] if data.startswith((b"PK", b"%PDF")) else decode(data, []).splitlines()
    about = doubted_rows(document.warnings, rows, lines)
    return [
        {"line": doubt.line, "message": doubt.message, "row": row}
        for doubt, row in zip(document.warnings, about, strict=True)
    ]


def _dumped(document: PlanDocument) -> str:
    """The document as JSON with its doubts, without signs that a database or a reader cannot bear."""
    return plan_json.dump(document, with_warnings=True)


def _harmless(value: Any) -> Any:
    if isinstance(value, str):
        return HARMFUL.sub("", value) if HARMFUL.search(value) else value
    if isinstance(value, list):
        return [_harmless(item) for item in value]
    if isinstance(value, dict):
        return {_harmless(name): _harmless(item) for name, item in value.items()}
    return value


def _kind_of_siblings(edition: Edition | None, target: Target) -> str:
    """What stands below the chosen goal already, so that new goals there are of the same kind."""
    if edition is None or target.parent is None:
        return ""
    last = Goal.objects.filter(edition=edition, parent=target.parent).order_by("-lft").first()
    return last.kind if last else ""


# -- all but the goals -----------------------------------------------------------------------------------


def _choices(document: PlanDocument) -> dict[str, Any]:
    """What the person is asked about a new plan, as the document has it."""
    first, last = [*(document.period or []), None, None][:2]
    return {
        "title": document.title,
        "slug": document.slug,
        "starts_in": first,
        "ends_in": last,
        **{name: list(range(len(getattr(document, name)))) for name in ("decisions", "milestones", "attachments")},
    }


def _chosen(pending: PendingImport, nodes: list[GoalNode], may_decide: bool) -> PlanDocument:
    """The whole document as the person wants it."""
    document, choices = document_of(pending), pending.choices
    document.goals, document.warnings = nodes, []
    document.title, document.slug = choices["title"], choices["slug"]
    if choices["ends_in"] is not None and choices["starts_in"] is None:
        raise Refused(_("Give the first year too, or leave both empty."))
    document.period = None if choices["starts_in"] is None else [choices["starts_in"], choices["ends_in"]]
    for name in ("decisions", "milestones", "attachments"):
        entries = getattr(document, name)
        setattr(document, name, [entries[index] for index in choices[name] if index < len(entries)])
    if not may_decide:
        document.decisions = []
    return document


def cleaned_line(text: str) -> str:
    """A typed line without line breaks and signs that do harm."""
    return " ".join(_harmless(text).split())
