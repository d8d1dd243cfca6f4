"""An import's second half: what was read and corrected is accepted, and written as one batch.

Rights are checked at the edges, by access. Nothing of the plan is written before ``accept``.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.models import User

from ..models import Change, Edition, Goal, Level, PendingImport
from ..models.pending_import import Stage
from ..refusal import Refused
from ..services.editing import build_branches
from ..services.planning import touch
from ..vocabulary import Action, Kind, Status, step_order
from . import files
from .beside import Made, add_beside, add_levels
from .correcting import Row, nodes_of, problems
from .document import GoalNode, PlanDocument
from .formats import plan_json
from .importing import branches_of, import_document
from .taking_back import signed

RECORDS = ("decisions", "withdrawn_decisions")
"""The lists that only who records decisions brings in."""

LISTS = ("levels", *RECORDS, "milestones", "attachments")
"""What a document has beside its goals, and the person chooses from. A new plan takes all levels."""


@dataclass
class Target:
    """Where the rows go: into a new plan, or into ``edition`` below ``parent`` (None: the top)."""

    kind: str
    order: list[str]
    taken: set[str]
    parent: Goal | None = None


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


def accept(
    pending: PendingImport, *, actor: User, may_decide: bool, claim: uuid.UUID | None = None
) -> tuple[Edition, uuid.UUID, int]:
    """Writes an import as one batch: (the edition, the batch, how many goals); ``pending.result`` says it too.

    ``claim`` is that of a worker which has claimed the import already. Raises Refused, and writes nothing, where
    rows have problems, the plan does not take them or somebody cancelled; decisions are recorded for those only
    who may. All that can be done before the transaction is: other people's work waits for that alone.
    """
    claim = claim or claimed(pending)
    try:
        held = PendingImport.objects.select_related("municipality", "edition__plan__municipality").get(pk=pending.pk)
        nodes = _checked(held)
        with files.given_back_on_failure() as stored, transaction.atomic():
            written = _write(held, nodes, actor, may_decide, stored)
            _finish(held, claim, written)
    except BaseException:
        release(pending.pk, claim)
        raise
    return written.edition, written.batch, written.made["goals"]


def claimed(pending: PendingImport) -> uuid.UUID:
    """Takes the import for one writer. Raises Refused where another has it, or it is brought in already."""
    claim = uuid.uuid4()
    ready = PendingImport.objects.filter(pk=pending.pk, stage=Stage.READY)
    if not ready.update(stage=Stage.WRITING, claim=claim, beat_at=timezone.now(), done=0, total=0, said=""):
        raise Refused(_("This import has already been brought in."))
    return claim


def release(pk: int, claim: uuid.UUID, said: str = "") -> bool:
    """Gives an import that was not written back to its person; whether it was still under ``claim``."""
    held = PendingImport.objects.filter(pk=pk, claim=claim, stage=Stage.WRITING)
    return bool(held.update(stage=Stage.READY, claim=None, beat_at=None, said=said))


def _checked(pending: PendingImport) -> list[GoalNode]:
    rows = rows_in(pending)
    wrong = problems_of(pending, rows)
    if wrong:
        raise Refused(_("Some rows need your attention first: row %(row)d.") % {"row": min(wrong) + 1})
    nodes = nodes_of(rows)
    if not nodes:
        raise Refused(_("No row is kept, so there is nothing to bring in."))
    return nodes


@dataclass
class _Written:
    edition: Edition
    batch: uuid.UUID
    made: dict[str, int]


def _write(
    pending: PendingImport, nodes: list[GoalNode], actor: User, may_decide: bool, stored: list[FieldFile]
) -> _Written:
    batch, document = uuid.uuid4(), _chosen(pending, nodes, may_decide)
    rows: Made
    is_new = ""
    if pending.edition is None:
        imported = import_document(document, pending.municipality, actor=actor, batch=batch)
        edition, rows, is_new = imported.edition, imported.made, imported.is_new
        stored += imported.files
    else:
        edition, rows = _into_draft(pending, pending.edition, document, actor, batch, stored)
    made = {"goals": len(_walk(nodes)), **{name: len(keys) for name, keys in rows.items()}}
    _note(
        edition,
        batch,
        actor,
        {"source": pending.source, "goals": made["goals"], "made": signed(rows), "is_new": is_new},
    )
    return _Written(edition, batch, made)


def _finish(pending: PendingImport, claim: uuid.UUID, written: _Written) -> None:
    """The last thing in the transaction: whoever cancelled before it has stopped the import, afterwards nobody can."""
    result = {"edition": written.edition.pk, "batch": str(written.batch), "made": written.made}
    held = PendingImport.objects.filter(pk=pending.pk, claim=claim, stage=Stage.WRITING)
    empty: dict[str, Any] = {"document": {}, "rows": [], "choices": {}}
    if not held.update(stage=Stage.DONE, claim=None, result=result, **empty):
        raise Refused(_("This import was cancelled. Nothing was saved."))


def _note(edition: Edition, batch: uuid.UUID, actor: User, after: dict[str, Any]) -> None:
    edition.refresh_from_db()
    Change.objects.create(
        edition=edition, revision=edition.revision, batch=batch, actor=actor, action=Action.IMPORT, after=after
    )


def _into_draft(
    pending: PendingImport,
    edition: Edition,
    document: PlanDocument,
    actor: User,
    batch: uuid.UUID,
    stored: list[FieldFile],
) -> tuple[Edition, Made]:
    edition = Edition.objects.select_related("plan__municipality").get(pk=edition.pk)
    if edition.status != Status.DRAFT:
        raise Refused(_("This edition is no longer a draft: nothing can be brought into it."))
    made: Made = {"levels": add_levels(document, edition.plan)}
    present = set(Goal.objects.filter(edition=edition).values_list("key", flat=True))
    for node in _walk(document.goals):
        node.key = "" if node.key in present else node.key
    branches = branches_of(document.goals, edition.plan, [])
    build_branches(edition, branches, actor=actor, under=pending.under or None, batch=batch)
    made |= add_beside(document, edition, actor=actor, stored=stored)
    if any(made.values()):
        touch(edition.plan)
    return edition, made


def _walk(nodes: Sequence[GoalNode]) -> list[GoalNode]:
    found, stack = [], list(nodes)
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(node.children)
    return found


# -- all but the goals -----------------------------------------------------------------------------------


def _chosen(pending: PendingImport, nodes: list[GoalNode], may_decide: bool) -> PlanDocument:
    """The whole document as the person wants it."""
    document, choices = document_of(pending), pending.choices
    document.goals, document.warnings = nodes, []
    document.title, document.slug = choices["title"], choices["slug"]
    if choices["ends_in"] is not None and choices["starts_in"] is None:
        raise Refused(_("Give the first year too, or leave both empty."))
    document.period = None if choices["starts_in"] is None else [choices["starts_in"], choices["ends_in"]]
    for name in LISTS:
        entries = getattr(document, name)
        if name in choices:
            setattr(document, name, [entries[index] for index in choices[name] if index < len(entries)])
    if not may_decide:
        document.decisions, document.withdrawn_decisions = [], []
    return document
