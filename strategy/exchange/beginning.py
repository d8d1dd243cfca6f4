"""An import's first half: a file or a text is read and kept, for its own person only, to be looked through.

Rights are checked at the edges, by access. Nothing of the plan is written. What reads files is imported by those who
read one: a worker that only shows pages does without.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from municipalities.models import Municipality, User

from ..models import Edition, Goal, PendingImport
from ..refusal import Refused
from ..services.content import language_name
from .accepting import LISTS, Target, target_of
from .correcting import Row, doubted_rows, fit, rows_of
from .document import Doubt, PlanDocument
from .formats import READERS, plan_json
from .harmless import harmless
from .taming import tame

log = logging.getLogger(__name__)

MOST_ROWS = 20_000
PASTED = "pasted"
"""The format of pasted text of which every line is a goal."""


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
    pending = PendingImport(municipality=town, actor=actor, edition=edition, under=under, source=name[:200])
    fill(pending, data, format)
    pending.save()
    return pending


def fill(pending: PendingImport, data: bytes, format: str = "") -> None:
    """Puts on ``pending``, which is not saved by it, what the file holds. Raises Refused with a sentence."""
    town, edition = pending.municipality, pending.edition
    document, rows = _read(data, pending.source, town, format)
    if len(rows) > MOST_ROWS:
        raise Refused(
            _("This holds %(count)d goals, and at most %(limit)d can be looked through. Split the file.")
            % {"count": len(rows), "limit": MOST_ROWS}
        )
    tame(document, rows, town.languages)
    target = target_of(pending, document)
    if edition is not None or any(not row.kind for row in rows):
        fit(rows, target.order, under=target.kind, like=_kind_of_siblings(edition, target))
    pending.document = json.loads(plan_json.dump(document))
    pending.choices = _choices(document, is_new=edition is None) | {"doubts": _doubts(document, rows, data)}
    pending.rows = [dict(vars(row)) for row in rows]


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
        document = plan_json.load(json.dumps(harmless(json.loads(_dumped(document)))))
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


def _kind_of_siblings(edition: Edition | None, target: Target) -> str:
    """What stands below the chosen goal already, so that new goals there are of the same kind."""
    if edition is None or target.parent is None:
        return ""
    last = Goal.objects.filter(edition=edition, parent=target.parent).order_by("-lft").first()
    return last.kind if last else ""


def _choices(document: PlanDocument, *, is_new: bool) -> dict[str, Any]:
    """What the person is asked, as the document has it; a draft that is there gets only what they tick."""
    first, last = [*(document.period or []), None, None][:2]
    return {
        "title": document.title,
        "slug": document.slug,
        "starts_in": first,
        "ends_in": last,
        **{name: list(range(len(getattr(document, name)))) if is_new else [] for name in LISTS},
    }
